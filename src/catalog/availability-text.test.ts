import fc from 'fast-check';
import { addDays, listNights } from '../stays/night.js';
import { availabilityText } from './availability-text.js';

const count = fc.integer({ min: 0, max: 1_000 });
const roomType = fc.record({ code: fc.string(), name: fc.string() });

test('says what JSON.stringify would say of the same, whatever things are called', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.integer({ min: 1 }).map(String), fc.tuple(roomType, fc.option(fc.array(count)))),
      fc.integer({ min: 1, max: 60 }),
      (types, length) => {
        const startDate = '2027-02-20';
        const endDate = addDays(startDate, length);
        const nights = listNights(startDate, endDate);
        const entries = Object.entries(types).map(([id, [type, free]]) => ({ id: Number(id), type, free }));
        const hotel = { hotelId: 7, roomTypes: new Map(entries.map(({ id, type }) => [id, type])) };
        const free = new Map(
          entries.flatMap(({ id, free: numbers }) => (numbers === null ? [] : [[id, numbers]])),
        );
        const { text } = availabilityText(hotel, { startDate, endDate, nights }, free);
        expect(text).toBe(
          JSON.stringify({
            hotelId: 7,
            startDate,
            endDate,
            roomTypes: entries.map(({ id, type: { code, name }, free: numbers }) => ({
              roomTypeId: id,
              code,
              name,
              nights: nights.map((date, index) => ({ date, available: numbers?.[index] ?? 0 })),
            })),
          }),
        );
      },
    ),
  );
});
