import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import { openFrontDesk, payFor, today } from '../../test/support/front-desk.js';
import type { TestHotel } from '../../test/support/hotel.js';
import { createHotel } from '../../test/support/ledger.js';
import type { PrismaService } from '../database/prisma.service.js';
import { LedgerCheckService } from '../inventory/ledger-check.service.js';
import { addDays } from '../stays/night.js';
import type { OversoldRowDto, OversoldRowsQuery } from './ledger.dto.js';
import { LedgerReportsService } from './ledger-reports.service.js';

let database: TestDatabase;
let prisma: PrismaService;
let reports: LedgerReportsService;

beforeEach(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  reports = new LedgerReportsService(prisma, new LedgerCheckService(prisma));
});
afterEach(async () => {
  await prisma.close();
  await database.drop();
});

/** Every row, page by page. */
async function listAll(query: Omit<OversoldRowsQuery, 'limit' | 'cursor'> = {}): Promise<OversoldRowDto[]> {
  const rows: OversoldRowDto[] = [];
  let cursor: string | undefined;
  do {
    const page = await reports.listOversold({
      ...query,
      limit: 1,
      ...(cursor === undefined ? {} : { cursor }),
    });
    rows.push(...page.data);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return rows;
}

const nightsOf = (rows: readonly OversoldRowDto[]) => rows.map(({ hotelId, date }) => [hotelId, date]);

test('more is sold than there are rooms where a total was raised by hand; where no rooms are known the total is right', async () => {
  const raised = await openFrontDesk(prisma, { rooms: [10], sellable: 20 });
  const outOfOrder = await openFrontDesk(prisma, { rooms: [10], sellable: 20 });
  const roomless = await createHotel(prisma, { totals: [20] });
  const tomorrow = { from: 1, nights: 1 };
  await payFor(prisma, raised, { ...tomorrow, quantities: [20] });
  await payFor(prisma, roomless, { ...tomorrow, quantities: [20] });
  await payFor(prisma, outOfOrder, { ...tomorrow, quantities: [10] });
  expect(await listAll()).toMatchObject([
    {
      hotelId: raised.listingId,
      date: addDays(today, 1),
      rooms: 10,
      adjustment: 10,
      total: 20,
      reserved: 20,
      oversoldBy: 0,
      short: 10,
    },
  ]);
  const room = await prisma.room.findFirstOrThrow({ where: { listingId: outOfOrder.listingId } });
  await prisma.$queryRaw`
    SELECT o.outage_id FROM room_outage_add(
      ${outOfOrder.listingId}::integer, ARRAY[${room.roomId}::integer], NULL, ${today}::date,
      ${addDays(today, 3)}::date, 'Burst pipe'
    ) o`;
  expect(await listAll({ hotelId: outOfOrder.listingId })).toMatchObject([{ total: 19, short: 1 }]);
});

test('nights of one hotel, or of some dates, are asked for; nights that are past are not told of', async () => {
  const [first, second] = [
    await openFrontDesk(prisma, { rooms: [1], sellable: 5 }),
    await openFrontDesk(prisma, { rooms: [1], sellable: 5 }),
  ];
  for (const hotel of [first, second]) {
    await payFor(prisma, hotel, { from: -2, nights: 5, quantities: [2] });
  }
  const [tomorrow, dayAfter] = [addDays(today, 1), addDays(today, 2)];
  const rowsOf = ({ listingId }: TestHotel, ...dates: string[]) => dates.map((date) => [listingId, date]);
  expect(nightsOf(await listAll())).toEqual([
    ...rowsOf(first, today, tomorrow, dayAfter),
    ...rowsOf(second, today, tomorrow, dayAfter),
  ]);
  expect(nightsOf(await listAll({ hotelId: second.listingId }))).toEqual(
    rowsOf(second, today, tomorrow, dayAfter),
  );
  expect(nightsOf(await listAll({ startDate: tomorrow, endDate: dayAfter }))).toEqual([
    ...rowsOf(first, tomorrow),
    ...rowsOf(second, tomorrow),
  ]);
  expect(nightsOf(await listAll({ startDate: addDays(today, -2), endDate: tomorrow }))).toEqual([
    ...rowsOf(first, today),
    ...rowsOf(second, today),
  ]);
  expect(await listAll({ endDate: today })).toEqual([]);
});

test('a retired hotel is looked at, a hotel that is none is refused, and so are dates that are no range', async () => {
  const hotel = await openFrontDesk(prisma, { rooms: [1], sellable: 5 });
  await payFor(prisma, hotel, { nights: 1, quantities: [2] });
  await prisma.listing.update({ where: { listingId: hotel.listingId }, data: { isActive: false } });
  expect(nightsOf(await listAll({ hotelId: hotel.listingId }))).toEqual([[hotel.listingId, today]]);
  await expect(listAll({ hotelId: 999_999 })).rejects.toMatchObject({ code: 'hotel_not_found' });
  await expect(listAll({ startDate: today, endDate: today })).rejects.toMatchObject({
    code: 'invalid_request',
  });
});
