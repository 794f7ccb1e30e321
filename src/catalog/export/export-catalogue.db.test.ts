import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { anyCatalogue, fillCatalogue } from '../../../test/support/any-catalogue.js';
import { readCatalogue } from '../../../test/support/read-catalogue.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../../../test/support/database.js';
import type { PrismaService } from '../../database/prisma.service.js';
import { importCatalogue } from '../import/import-catalogue.js';
import { projectFolder } from '../../config/project-folder.js';
import { exportCatalogue } from './export-catalogue.js';

const horizonDays = 12;

interface Pair {
  readonly first: PrismaService;
  readonly second: PrismaService;
  readonly folders: readonly [string, string];
}

/** Two empty databases and two folders, which are gone afterwards. */
async function withPair(work: (pair: Pair) => Promise<void>): Promise<void> {
  const databases: [TestDatabase, TestDatabase] = [await createTestDatabase(), await createTestDatabase()];
  const [first, second] = [openPrisma(databases[0].url), openPrisma(databases[1].url)];
  const made = (): string => mkdtempSync(path.join(tmpdir(), 'holdfast-export-'));
  const folders = [made(), made()] as const;
  try {
    await work({ first, second, folders });
  } finally {
    for (const prisma of [first, second]) await prisma.close();
    for (const database of databases) await database.drop();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  }
}

function filesOf(folder: string): Record<string, string> {
  const names = readdirSync(folder).toSorted();
  return Object.fromEntries(names.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
}

test('whatever a catalogue has is exported, loaded into an empty database, and exported to the same bytes', async () => {
  await fc.assert(
    fc.asyncProperty(anyCatalogue(horizonDays), (catalogue) =>
      withPair(async ({ first, second, folders: [folder, again] }) => {
        await fillCatalogue(first, catalogue, horizonDays);
        await exportCatalogue(first, { folder });
        const report = await importCatalogue(second, { folder, horizonDays });
        expect(report.problems).toEqual([]);
        await exportCatalogue(second, { folder: again });
        expect(filesOf(again)).toEqual(filesOf(folder));
        expect(await readCatalogue(second)).toEqual(await readCatalogue(first));
      }),
    ),
    // Looking for a smaller example would take two databases for each.
    { numRuns: 4, endOnFailure: true },
  );
});

test('the sample catalogue comes back as it was, and loading it again changes nothing', async () => {
  await withPair(async ({ first, second, folders: [folder, again] }) => {
    const sample = path.join(projectFolder(), 'data', 'sample');
    await importCatalogue(first, { folder: sample, horizonDays, flightDays: 1, flightLimit: 20 });
    const { lines } = await exportCatalogue(first, { folder });
    expect(lines).toMatchObject({ 'hotels.csv': 18, 'flights.csv': 20, 'cancellation_policies.csv': 22 });
    const report = await importCatalogue(second, { folder, horizonDays });
    expect(report.problems).toEqual([]);
    const before = await readCatalogue(second);
    expect(before).toEqual(await readCatalogue(first));
    const revisions = await second.priceRevision.count();
    const counts = { roomsAdded: 0, roomsRemoved: 0, flightsAdded: 0, flightsUpdated: 20 };
    expect((await importCatalogue(second, { folder, horizonDays })).counts).toMatchObject(counts);
    expect(await readCatalogue(second)).toEqual(before);
    expect(await second.priceRevision.count()).toBe(revisions);
    await exportCatalogue(second, { folder: again });
    expect(filesOf(again)).toEqual(filesOf(folder));
  });
});

const twoHotels =
  'code,name,city,country,timezone,currency\nONE,One,Faro,PT,Europe/Lisbon,EUR\nTWO,Two,Faro,PT,Europe/Lisbon,EUR\n';

test('one hotel is exported by itself, and nothing of flights', async () => {
  await withPair(async ({ first, second, folders: [folder, from] }) => {
    writeFileSync(path.join(from, 'hotels.csv'), twoHotels);
    await importCatalogue(first, { folder: from, horizonDays });
    const { listingId: hotelId } = await first.listing.findUniqueOrThrow({ where: { code: 'TWO' } });
    const { lines } = await exportCatalogue(first, { folder, hotelId });
    expect(lines).toMatchObject({ 'hotels.csv': 1 });
    expect(Object.keys(filesOf(folder))).not.toContain('flights.csv');
    await importCatalogue(second, { folder, horizonDays });
    expect(await second.listing.findMany({ select: { code: true } })).toEqual([{ code: 'TWO' }]);
    const unknown = exportCatalogue(first, { folder, hotelId: 999_999 });
    await expect(unknown).rejects.toMatchObject({ code: 'hotel_not_found' });
    expect(filesOf(folder)['hotels.csv']).toContain('TWO');
  });
});

test('an export that fails leaves the files of the one before', async () => {
  await withPair(async ({ first, folders: [folder, from] }) => {
    writeFileSync(path.join(from, 'hotels.csv'), twoHotels);
    await importCatalogue(first, { folder: from, horizonDays });
    await exportCatalogue(first, { folder });
    const before = filesOf(folder);
    await first.hotel.updateMany({ data: { name: 'Changed' } });
    const onProgress = (): void => {
      throw new Error('the machine goes down');
    };
    await expect(exportCatalogue(first, { folder, onProgress })).rejects.toThrow('goes down');
    expect(filesOf(folder)).toEqual(before);
  });
});
