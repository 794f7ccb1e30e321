import { Client } from 'pg';
import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import { ledgerDifferences } from '../../test/support/ledger.js';
import type { PrismaService } from '../../src/database/prisma.service.js';
import { listReservations } from '../../src/reservations/reservations.views.js';
import { buildCatalogue } from './build-catalogue.js';
import { buildReservations, reservationsPerGuest } from './build-reservations.js';
import { assertRoomOnDisk } from './disk-space.js';
import { roomTypeAt } from './scale-database.js';

const shape = { hotels: 3, roomTypesPerHotel: 2, nights: 70 };
const reservations = 200;

let database: TestDatabase;
let prisma: PrismaService;
let client: Client;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  client = new Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await prisma.close();
  await database.drop();
});

async function indexes(): Promise<unknown[]> {
  const { rows } = await client.query(
    `SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1`,
  );
  return rows;
}

test('the built database has every night once, all its indexes, and books that agree', async () => {
  const before = await indexes();
  await buildCatalogue(client, shape, () => {});
  await buildReservations(client, reservations, () => {});
  expect(await indexes()).toEqual(before);
  expect(await prisma.inventory.count()).toBe(3 * 2 * 70);
  expect(await prisma.room.count()).toBe(3 * 2 * 5);
  expect(await ledgerDifferences(prisma)).toEqual([]);
  const last = await prisma.roomType.findFirst({ orderBy: { skuId: 'desc' } });
  expect(roomTypeAt({ ...shape, reservations }, 5)).toEqual({
    hotelId: last?.listingId,
    roomTypeId: last?.skuId,
  });
});

test('each guest has ten stays of different nights, as the product reads them', async () => {
  const stays = await listReservations(prisma, { guestId: 'guest-7', limit: 50 });
  expect(stays).toHaveLength(reservationsPerGuest);
  expect(new Set(stays.map((stay) => stay.startDate)).size).toBe(reservationsPerGuest);
  for (const stay of stays) expect(stay).toMatchObject({ status: 'paid', holdStatus: 'confirmed' });
});

test('nothing is built where there is too little room', () => {
  const said: string[] = [];
  const need = { nights: 1e15, reservations: 0 };
  expect(() => assertRoomOnDisk('/', need, (text) => said.push(text))).toThrow('too little room');
  expect(said).toEqual([expect.stringContaining('free on disk')]);
});
