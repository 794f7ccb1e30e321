import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import { moveTo, moveWithin, openFrontDesk, payFor } from '../../test/support/front-desk.js';
import type { TestHotel } from '../../test/support/hotel.js';
import type { PrismaService } from '../database/prisma.service.js';
import { PriceExplanationsService } from './price-explanations.service.js';

let database: TestDatabase;
let prisma: PrismaService;
let hotel: TestHotel;
let prices: PriceExplanationsService;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  prices = new PriceExplanationsService(prisma);
});
afterAll(async () => {
  await prisma.close();
  await database.drop();
});

/** Of three room types the first has a table of its own: what is priced by another one does not come out. */
beforeEach(async () => {
  hotel = await openFrontDesk(prisma, { rooms: [1, 1, 1] });
  const { listingId } = hotel;
  const [skuId = 0] = hotel.skuIds;
  await prisma.occupancyRule.create({ data: { listingId, skuId, thresholdPercent: 0, factorBp: 13_000 } });
  await prisma.pricingRule.create({ data: { listingId, skuId, name: 'View', factorBp: 20_000 } });
});

const asAgreed = { agrees: true, isComplete: true, totalMinor: { frozen: 52_000, recomputed: 52_000 } };

test('a reservation that was moved to another room type, and to one more, keeps what its price was made from', async () => {
  const [first = 0, second = 0, third = 0] = hotel.skuIds;
  const booking = await payFor(prisma, hotel, { from: 3 });
  expect(await moveWithin(prisma, booking, hotel)).toBe('moved');
  const line = { pricedAsSkuId: first, rules: [{ name: 'View', factorBp: 20_000 }], occupancyBp: 13_000 };
  expect(await prices.explain(booking.reservationId)).toMatchObject({
    ...asAgreed,
    quote: { lines: [{ roomTypeId: second }, { roomTypeId: second }] },
    lines: [{ line: { ...line, skuId: second }, counts: { credit: 0 } }, { line }],
  });
  expect(await moveWithin(prisma, booking, { ...hotel, skuIds: [second, third] })).toBe('moved');
  expect(await prices.explain(booking.reservationId)).toMatchObject({
    ...asAgreed,
    lines: [{ line: { ...line, skuId: third } }, { line }],
  });
});

test('what a guest has in another hotel is explained by what was agreed in the first one', async () => {
  const other = await openFrontDesk(prisma, { rooms: [3] });
  const booking = await payFor(prisma, hotel, { from: 3 });
  expect(await moveTo(prisma, booking, { from: hotel, to: other })).toBe('moved');
  const { movedHoldId } = await prisma.reservation.findFirstOrThrow({
    where: { reservationId: booking.reservationId },
  });
  for (const id of [booking.reservationId, movedHoldId ?? '']) {
    expect(await prices.explain(id)).toMatchObject({ ...asAgreed, holdId: booking.holdId });
  }
});

test('a line that keeps no inputs is moved as it is', async () => {
  const plain = await openFrontDesk(prisma, { rooms: [1, 1] });
  const booking = await payFor(prisma, plain, { from: 3, nights: 1 });
  expect(await moveWithin(prisma, booking, plain)).toBe('moved');
  const { quote } = await prisma.hold.findFirstOrThrow({ where: { holdId: booking.holdId } });
  expect(quote).toEqual([[plain.skuIds[1], expect.any(String), 1, 10_000, 10_000, 10_000, 10_000]]);
  expect(await prices.explain(booking.reservationId)).toMatchObject({ agrees: true, isComplete: false });
});
