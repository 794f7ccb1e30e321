import { createTestDatabase, openPrisma, type TestDatabase } from '../../../test/support/database.js';
import { openFrontDesk, payFor, today } from '../../../test/support/front-desk.js';
import { ledgerDifferences } from '../../../test/support/ledger.js';
import { commandLineActor } from '../../audit/actor.js';
import { AppConfig } from '../../config/app-config.js';
import type { PrismaService } from '../../database/prisma.service.js';
import { InventoryService } from '../../inventory/inventory.service.js';
import { MetricsService } from '../../metrics/metrics.service.js';
import { addDays } from '../../stays/night.js';
import { InventoryEditService } from './inventory-edit.service.js';

let database: TestDatabase;
let prisma: PrismaService;
let edits: InventoryEditService;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  edits = new InventoryEditService(
    prisma,
    new InventoryService(prisma, new AppConfig(), new MetricsService()),
  );
});
afterAll(async () => {
  await prisma.close();
  await database.drop();
});

const nights = { startDate: today, endDate: addDays(today, 2) };

test('guests who are left without a room are told of, also where overbooking allows to sell as many', async () => {
  const { listingId: hotelId, skuIds } = await openFrontDesk(prisma, { rooms: [20], sellable: 20 });
  const [roomTypeId = 0] = skuIds;
  await payFor(prisma, { listingId: hotelId, skuIds }, { nights: 1, quantities: [20] });
  const answer = await edits.setTotals({ hotelId, roomTypeId, ...nights, total: 19 }, commandLineActor());
  expect(answer).toEqual({ datesChanged: 2, oversold: [{ date: today, oversoldBy: 0, short: 1 }] });
  expect(await ledgerDifferences(prisma)).toEqual([]);
});

test('totals of a retired hotel, and of a retired room type, are set: what is booked there stays booked', async () => {
  const { listingId: hotelId, skuIds } = await openFrontDesk(prisma, { rooms: [2] });
  const [roomTypeId = 0] = skuIds;
  await prisma.listing.update({ where: { listingId: hotelId }, data: { isActive: false } });
  await prisma.sku.updateMany({ where: { skuId: roomTypeId }, data: { isActive: false } });
  const set = (type: number) =>
    edits.setTotals({ hotelId, roomTypeId: type, ...nights, total: 0 }, commandLineActor());
  expect(await set(roomTypeId)).toMatchObject({ datesChanged: 2 });
  await expect(set(999_999)).rejects.toMatchObject({ code: 'room_type_not_found' });
});
