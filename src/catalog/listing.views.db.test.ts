import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import type { PrismaService } from '../database/prisma.service.js';
import {
  getFlightForBooking,
  getHotelForBooking,
  getSkuNames,
  resolveCabin,
  resolveSeats,
} from './listing.views.js';
import { loadSampleCatalogue } from './sample-catalogue.js';

const flightId = 19;

let database: TestDatabase;
let prisma: PrismaService;
beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  await loadSampleCatalogue(prisma, { horizonDays: 1, flightDays: 1 });
});
afterAll(async () => {
  await prisma.close();
  await database.drop();
});

test('a hotel is found with its room types', async () => {
  const hotel = await getHotelForBooking(prisma, 1);
  expect(hotel).toMatchObject({
    hotelId: 1,
    timezone: 'Europe/Lisbon',
    currency: 'EUR',
    checkInTime: '15:00',
  });
  expect(hotel.roomTypes.get(1)).toEqual({ code: 'A', name: 'Standard room' });
});

test('a flight is no hotel and a hotel no flight', async () => {
  await expect(getHotelForBooking(prisma, flightId)).rejects.toMatchObject({ code: 'hotel_not_found' });
  await expect(getFlightForBooking(prisma, 1)).rejects.toMatchObject({ code: 'flight_not_found' });
});

test('a hotel that takes no bookings is not found', async () => {
  await prisma.listing.update({ where: { listingId: 5 }, data: { isActive: false } });
  await expect(getHotelForBooking(prisma, 5)).rejects.toMatchObject({ code: 'hotel_not_found' });
});

test('seats and cabins of a flight are found by what they are called', async () => {
  const flight = await getFlightForBooking(prisma, flightId);
  const names = await getSkuNames(prisma, flightId);
  const seats = resolveSeats(flight, ['2C', '2A']);
  expect(seats.map((skuId) => names.get(skuId))).toEqual([
    { kind: 'seat', cabin: 'business', seat: '2C' },
    { kind: 'seat', cabin: 'business', seat: '2A' },
  ]);
  expect(names.get(resolveCabin(flight, 'economy'))).toEqual({ kind: 'cabin', cabin: 'economy' });
  expect(() => resolveSeats(flight, ['2A', '77X'])).toThrow(
    expect.objectContaining({ code: 'seat_not_found', details: { flightId, seats: ['77X'] } }),
  );
  expect(() => resolveCabin(flight, 'first')).toThrow(expect.objectContaining({ code: 'cabin_not_found' }));
  expect(() => resolveCabin(flight, 'business')).toThrow(
    expect.objectContaining({ code: 'cabin_has_assigned_seats', kind: 'conflict' }),
  );
});

test('a flight cannot be booked from the moment it departs', async () => {
  const { departsAt } = await getFlightForBooking(prisma, flightId);
  const before = new Date(Date.parse(departsAt) - 1);
  await expect(getFlightForBooking(prisma, flightId, before)).resolves.toMatchObject({ flightId });
  await expect(getFlightForBooking(prisma, flightId, new Date(departsAt))).rejects.toMatchObject({
    code: 'flight_departed',
    kind: 'conflict',
  });
});

test('the names of an unknown listing are none', async () => {
  await expect(getSkuNames(prisma, 999_999)).resolves.toEqual(new Map());
});
