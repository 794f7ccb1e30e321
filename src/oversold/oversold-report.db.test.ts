import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import { checkIn, flood, moveTo, openFrontDesk, payFor, today } from '../../test/support/front-desk.js';
import type { TestHotel } from '../../test/support/hotel.js';
import type { PrismaService } from '../database/prisma.service.js';
import { addDays } from '../stays/night.js';
import { maxNightsPerStay } from '../stays/stay-rules.js';
import { listMoveCandidates } from './move-candidates.views.js';
import { OversoldReportService } from './oversold-report.service.js';

let database: TestDatabase;
let prisma: PrismaService;
let reports: OversoldReportService;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  reports = new OversoldReportService(prisma);
});
afterAll(async () => {
  await prisma.close();
  await database.drop();
});

/**
 * Paid reservations of a room for one night each, booked after everybody else: all on one night, or spread over fifty. Not
 * in the ledger: only who has booked is of interest.
 */
async function bookLater(
  { listingId, skuIds }: TestHotel,
  { count, from, spread }: { count: number; from: number; spread: number },
): Promise<void> {
  await prisma.$executeRaw`
    WITH made AS MATERIALIZED (
      SELECT
        gen_random_uuid() AS hold_id, gen_random_uuid() AS reservation_id, n,
        ${addDays(today, from)}::date + n % ${spread}::integer AS night
      FROM generate_series(1, ${count}::integer) AS n
    ), held AS (
      INSERT INTO hold (
        listing_id, hold_id, guest_id, status, start_date, end_date, created_at, expires_at, currency, total_minor, quote
      )
      SELECT
        ${listingId}::integer, m.hold_id, 'later-' || m.n, 'confirmed', m.night, m.night + 1, now(), now(), 'EUR', 10000, '[]'
      FROM made m
    ), of_type AS (
      INSERT INTO hold_item (listing_id, hold_id, sku_id, quantity)
      SELECT ${listingId}::integer, m.hold_id, ${skuIds[0] ?? 0}::integer, 1 FROM made m
    )
    INSERT INTO reservation (
      listing_id, reservation_id, guest_id, hold_id, status, start_date, end_date, currency, total_minor,
      free_cancellation_until, created_at, paid_at
    )
    SELECT
      ${listingId}::integer, m.reservation_id, 'later-' || m.n, m.hold_id, 'paid', m.night, m.night + 1, 'EUR', 10000,
      now(), now() + m.n * interval '1 second', now()
    FROM made m`;
}

test('whoever is in the way tonight is found, however many have booked later nights since', async () => {
  const hotel = await openFrontDesk(prisma, { rooms: [3] });
  const tonight = [await payFor(prisma, hotel, { nights: 1 }), await payFor(prisma, hotel, { nights: 2 })];
  await bookLater(hotel, { count: 1_200, from: 5, spread: 50 });
  await flood(prisma, hotel, 1, 1);
  const { roomTypes, isComplete } = await reports.report(hotel.listingId, {});
  expect(isComplete).toBe(true);
  expect(roomTypes).toMatchObject([{ roomTypeId: hotel.skuIds[0], needed: 2, notListed: 0 }]);
  expect(roomTypes[0]?.nights.map(({ date, short }) => [date, short])).toEqual([[today, 2]]);
  expect(roomTypes[0]?.reservations.map(({ reservationId, isNeeded }) => [reservationId, isNeeded])).toEqual(
    tonight.map(({ reservationId }) => [reservationId, true]),
  );
});

test('of more than a thousand who have to be moved the first thousand are listed, and the others counted', async () => {
  const hotel = await openFrontDesk(prisma, { rooms: [3] });
  const guests = 1_005;
  await bookLater(hotel, { count: guests, from: 4, spread: 1 });
  await prisma.$executeRaw`
    UPDATE inventory SET reserved = ${guests}::integer
    WHERE listing_id = ${hotel.listingId} AND date = ${addDays(today, 4)}::date`;
  const { roomTypes, isComplete } = await reports.report(hotel.listingId, {});
  expect(isComplete).toBe(true);
  expect(roomTypes).toMatchObject([{ needed: guests - 3, notListed: guests - 1_000 }]);
  expect(roomTypes[0]?.reservations.map(({ rank }) => rank)).toEqual(
    Array.from({ length: 1_000 }, (_, index) => index + 1),
  );
  expect(roomTypes[0]?.reservations.every(({ isNeeded }) => isNeeded)).toBe(true);
});

test('where there are too many to be ranked, those who arrive first are, and that it is not everybody is said', async () => {
  const hotel = await openFrontDesk(prisma, { rooms: [3] });
  const [roomTypeId = 0] = hotel.skuIds;
  const short = [0, 1, 2].map((day) => ({ roomTypeId, date: addDays(today, day) }));
  const later = await payFor(prisma, hotel, { from: 1, nights: 2 });
  const first = await payFor(prisma, hotel, { from: 0, nights: 1 });
  const ask = async (limit: number) => {
    const found = await listMoveCandidates(prisma, { hotelId: hotel.listingId, short, today, limit });
    return [found.rows.map(({ reservationId }) => reservationId), found.isComplete];
  };
  expect(await ask(1)).toEqual([[first.reservationId], false]);
  expect(await ask(2)).toEqual([[first.reservationId, later.reservationId], true]);
});

test('only whoever has rooms of the very type on the very night is in the way; the longest stay is, to its last night', async () => {
  const hotel = await openFrontDesk(prisma, { rooms: [3, 3] });
  const [type = 0, otherType = 0] = hotel.skuIds;
  await prisma.$queryRaw`
    SELECT ledger_set_totals(
      ${hotel.listingId}::integer, ARRAY[${type}::integer], ARRAY[50], ${today}::date, ${addDays(today, 70)}::date
    )`;
  const longest = await payFor(prisma, hotel, { from: 1, nights: maxNightsPerStay });
  await payFor(prisma, hotel, { from: 2, nights: 3, quantities: [0, 1] });
  const both = await payFor(prisma, hotel, { from: 2, nights: 2, quantities: [1, 1] });
  const inTheWay = async (...short: (readonly [number, number])[]) => {
    const { rows } = await listMoveCandidates(prisma, {
      hotelId: hotel.listingId,
      short: short.map(([roomTypeId, day]) => ({ roomTypeId, date: addDays(today, day) })),
      today,
    });
    return rows.map(({ reservationId, roomTypeId }) => [reservationId, roomTypeId]);
  };
  expect(await inTheWay([type, maxNightsPerStay])).toEqual([[longest.reservationId, type]]);
  expect(await inTheWay([type, maxNightsPerStay + 1], [type, 0])).toEqual([]);
  expect(await inTheWay([type, 3], [otherType, 5])).toEqual([
    [longest.reservationId, type],
    [both.reservationId, type],
  ]);
  expect(await inTheWay()).toEqual([]);
});

test('a retired hotel still says whom to move, from a retired room type as well, and never into one', async () => {
  const hotel = await openFrontDesk(prisma, { rooms: [1, 1, 1] });
  const [sold = 0, spare = 0, closed = 0] = hotel.skuIds;
  const { reservationId } = await payFor(prisma, hotel, { nights: 1 });
  await prisma.listing.update({ where: { listingId: hotel.listingId }, data: { isActive: false } });
  await prisma.sku.updateMany({ where: { skuId: { in: [sold, closed] } }, data: { isActive: false } });
  await flood(prisma, hotel, 1, 1);
  const { roomTypes } = await reports.report(hotel.listingId, {});
  expect(roomTypes).toMatchObject([
    {
      roomTypeId: sold,
      code: 'T1',
      name: 'Room type 1',
      reservations: [{ reservationId, isNeeded: true, canMoveTo: [spare] }],
    },
  ]);
  await expect(reports.report(2_000_000_000, {})).rejects.toMatchObject({ code: 'hotel_not_found' });
});

test('what was added to the rooms by hand is nothing to sleep in: guests beyond the rooms are short', async () => {
  const hotel = await openFrontDesk(prisma, { rooms: [1, 1], sellable: 2 });
  const [sold = 0] = hotel.skuIds;
  for (let guest = 0; guest < 2; guest += 1) await payFor(prisma, hotel, { nights: 1 });
  await payFor(prisma, hotel, { nights: 1, quantities: [0, 1] });
  const { roomTypes } = await reports.report(hotel.listingId, {});
  expect(roomTypes).toMatchObject([
    { roomTypeId: sold, needed: 1, nights: [{ rooms: 1, adjustment: 1, total: 2, oversoldBy: 0, short: 1 }] },
  ]);
  // The other type may be sold once more, and has no second room.
  expect(roomTypes[0]?.reservations.map(({ canMoveTo }) => canMoveTo)).toEqual([[], []]);
});

test('who has arrived, and who was moved here, are among them; who was moved away is not', async () => {
  const [hotel, other] = [await openFrontDesk(prisma), await openFrontDesk(prisma)];
  const arrived = await payFor(prisma, hotel);
  await checkIn(prisma, arrived);
  const own = await payFor(prisma, hotel);
  const moved = await payFor(prisma, other);
  expect(await moveTo(prisma, moved, { from: other, to: hotel })).toBe('moved');
  await flood(prisma, hotel, 1, 2);
  const ranked = async ({ listingId }: TestHotel) => {
    const { roomTypes } = await reports.report(listingId, {});
    return roomTypes.flatMap(({ reservations }) =>
      reservations.map(({ reservationId, isNeeded, hasBegun }) => [reservationId, isNeeded, hasBegun]),
    );
  };
  expect(await ranked(hotel)).toEqual([
    [own.reservationId, true, false],
    [moved.reservationId, true, false],
    [arrived.reservationId, false, true],
  ]);
  await flood(prisma, other, 1, 2);
  expect(await ranked(other)).toEqual([]);
});
