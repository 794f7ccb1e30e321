import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTestDatabase, openPrisma, type TestDatabase } from '../../../test/support/database.js';
import type { PrismaService } from '../../database/prisma.service.js';
import { importCatalogue } from '../import/import-catalogue.js';
import { projectFolder } from '../../config/project-folder.js';
import { exportCatalogue } from './export-catalogue.js';

const horizonDays = 40;
let databases: TestDatabase[];
let first: PrismaService;
let second: PrismaService;
let folder: string;

beforeAll(async () => {
  databases = [await createTestDatabase(), await createTestDatabase()];
  const [one, two] = databases.map(({ url }) => openPrisma(url));
  if (one === undefined || two === undefined) throw new Error('two databases');
  [first, second] = [one, two];
  folder = mkdtempSync(path.join(tmpdir(), 'holdfast-export-'));
});
afterAll(async () => {
  for (const prisma of [first, second]) await prisma.close();
  for (const database of databases) await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** Everything a guest or administrator can see of hotels, by code; ids are not part of it. */
async function catalogue(prisma: PrismaService): Promise<Record<string, unknown[]>> {
  const queries = {
    hotels: `SELECT l.code, l.currency, l.timezone, l.held_weight_percent, l.is_active, h.name, h.description, h.address,
        h.city, h.country, h.check_in_time, h.check_out_time, h.overbooking_percent
      FROM hotel h JOIN listing l USING (listing_id) ORDER BY 1`,
    rules: `SELECT l.code, o.threshold_percent, o.factor_bp
      FROM occupancy_rule o JOIN listing l USING (listing_id) ORDER BY 1, 2`,
    types: `SELECT l.code AS hotel, t.code, t.name, t.description, t.max_guests, s.base_price_minor, s.overbooking_percent,
        s.is_active
      FROM room_type t JOIN listing l USING (listing_id) JOIN sku s USING (listing_id, sku_id) ORDER BY 1, 2`,
    rooms: `SELECT l.code AS hotel, t.code AS type, r.floor, r.number, r.name, r.is_available
      FROM room r JOIN listing l USING (listing_id) JOIN room_type t USING (listing_id, sku_id) ORDER BY 1, 4`,
    rates: `SELECT l.code, r.date::text, r.multiplier_bp FROM rate r JOIN listing l USING (listing_id) ORDER BY 1, 2`,
    nights: `SELECT l.code AS hotel, t.code AS type, i.date::text, i.total, i.overbooking_percent
      FROM inventory i JOIN listing l USING (listing_id) JOIN room_type t USING (listing_id, sku_id) ORDER BY 1, 2, 3`,
    airports: 'SELECT * FROM airport ORDER BY 1',
    airlines: 'SELECT * FROM airline ORDER BY 1',
  };
  const entries = await Promise.all(
    Object.entries(queries).map(async ([name, sql]) => [name, (await prisma.pool.query(sql)).rows] as const),
  );
  return Object.fromEntries(entries);
}

/** What administrators do to a catalogue that came from files. */
async function changeByHand(prisma: PrismaService): Promise<void> {
  await prisma.pool.query(`
    UPDATE hotel SET description = E'Two lines,\\n"quoted"; and a comma', address = ' blanks ' WHERE listing_id = 2;
    UPDATE listing SET is_active = false WHERE listing_id = 3;
    UPDATE sku SET is_active = false, base_price_minor = 5 WHERE listing_id = 4 AND sku_id = (
      SELECT min(sku_id) FROM sku WHERE listing_id = 4
    );
    UPDATE room SET number = 'A-' || number, name = '' WHERE listing_id = 5;
    SELECT ledger_set_total(t.listing_id, t.sku_id, current_date + 5, current_date + 9, 1, 0)
    FROM room_type t WHERE t.listing_id = 6;
    DELETE FROM rate WHERE listing_id = 1 AND date >= current_date + 10 AND date < current_date + 12;
  `);
}

test('what is exported and loaded into an empty database is the same catalogue of hotels', async () => {
  const sample = path.join(projectFolder(), 'data', 'sample');
  await importCatalogue(first, { folder: sample, horizonDays, flightDays: 1, flightLimit: 1 });
  await changeByHand(first);
  const lines = await exportCatalogue(first, folder);
  expect(lines['hotels.csv']).toBe(18);
  const report = await importCatalogue(second, { folder, horizonDays });
  expect(report.problems).toEqual([]);
  const [before, after] = [await catalogue(first), await catalogue(second)];
  for (const [name, rows] of Object.entries(before)) expect([name, after[name]]).toEqual([name, rows]);
  expect(before['rooms']?.length).toBeGreaterThan(100);
});

test('what was loaded is exported to the same files, and loading it again changes nothing', async () => {
  const again = mkdtempSync(path.join(tmpdir(), 'holdfast-export-'));
  try {
    await exportCatalogue(second, again);
    for (const file of readdirSync(folder)) {
      expect(readFileSync(path.join(again, file), 'utf8')).toBe(
        readFileSync(path.join(folder, file), 'utf8'),
      );
    }
    const before = await catalogue(second);
    const report = await importCatalogue(second, { folder, horizonDays });
    expect(report.counts).toMatchObject({ roomsAdded: 0, roomsRemoved: 0 });
    expect(await catalogue(second)).toEqual(before);
  } finally {
    rmSync(again, { recursive: true, force: true });
  }
});
