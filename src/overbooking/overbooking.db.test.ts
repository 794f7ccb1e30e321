import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import { createHotelWithRooms, type TestHotel } from '../../test/support/hotel.js';
import { commandLineActor } from '../audit/actor.js';
import { RoomTypesAdminService } from '../catalog/admin/room-types/room-types-admin.service.js';
import { AppConfig } from '../config/app-config.js';
import type { PrismaService } from '../database/prisma.service.js';
import { noOverbookingCap } from '../inventory/explained-night.js';
import { InventoryService } from '../inventory/inventory.service.js';
import { MetricsService } from '../metrics/metrics.service.js';
import { OverbookingService } from './overbooking.service.js';

const actor = commandLineActor();

let database: TestDatabase;
let prisma: PrismaService;
let overbooking: OverbookingService;
let roomTypes: RoomTypesAdminService;
let hotel: TestHotel;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  const config = new AppConfig().with({ bookingHorizonDays: 10 });
  const inventory = new InventoryService(prisma, config, new MetricsService());
  overbooking = new OverbookingService(prisma, inventory);
  roomTypes = new RoomTypesAdminService(prisma, inventory, config);
});
beforeEach(async () => {
  hotel = await createHotelWithRooms(prisma, { rooms: [2] });
});
afterAll(async () => {
  await prisma.close();
  await database.drop();
});

let types = 0;
async function addType(bounds: { overbookingPercent?: number; overbookingCap?: number | null } = {}) {
  types += 1;
  const basePrice = { amount: 10_000, currency: 'EUR' };
  const type = { code: `NEW-${types}`, name: 'New', maxGuests: 2, basePrice, rooms: 300, roomsPerFloor: 99 };
  const made = await roomTypes.add(hotel.listingId, { ...type, ...bounds }, actor);
  const nights = await prisma.inventory.groupBy({
    by: ['overbookingPercent', 'overbookingCap'],
    where: { listingId: hotel.listingId, skuId: made.roomTypeId },
    _count: true,
  });
  return { made, nights };
}

test('what is set for the hotel holds for room types that are added later', async () => {
  const set = await overbooking.set(hotel.listingId, { percent: 20, cap: 5 }, actor);
  expect(set).toMatchObject({ percent: 20, cap: 5, roomTypes: [{ percent: 20, cap: 5 }] });
  const { made, nights } = await addType();
  expect(made).toMatchObject({ overbookingPercent: 20, overbookingCap: 5 });
  // Of 300 rooms 360 might be sold by the percentage; 305 are.
  expect(nights).toEqual([{ overbookingPercent: 20, overbookingCap: 5, _count: 10 }]);
});

test('a room type may say its own, and that it has no bound; one is taken away from the hotel again', async () => {
  await overbooking.set(hotel.listingId, { cap: 5 }, actor);
  expect((await addType({ overbookingPercent: 30, overbookingCap: 1 })).nights).toEqual([
    { overbookingPercent: 30, overbookingCap: 1, _count: 10 },
  ]);
  expect((await addType({ overbookingCap: null })).made).toMatchObject({
    overbookingPercent: 10,
    overbookingCap: null,
  });
  await overbooking.set(hotel.listingId, { cap: null }, actor);
  expect(await overbooking.get(hotel.listingId)).toMatchObject({ percent: 10, cap: null });
  expect((await addType()).nights).toMatchObject([{ overbookingCap: noOverbookingCap }]);
});

test('what is set for some room types, or some nights, is not what new ones begin with', async () => {
  const { listingId, skuIds } = hotel;
  await overbooking.set(listingId, { cap: 3, roomTypeIds: [...skuIds] }, actor);
  expect(await overbooking.get(listingId)).toMatchObject({ cap: null, roomTypes: [{ cap: 3 }] });
  await overbooking.set(listingId, { cap: 0, startDate: '2099-12-31', endDate: '2100-01-01' }, actor);
  expect((await addType()).made.overbookingCap).toBeNull();
});
