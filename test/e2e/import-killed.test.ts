import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import type { ImportReportDto } from '../../src/catalog/admin/import/catalogue-import.dto.js';
import { asOnlyImport } from '../../src/catalog/import/import-lock.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { cliEnv } from '../support/cli-env.js';
import { eventually } from '../support/eventually.js';
import { ledgerDifferences } from '../support/ledger.js';
import { runCli, startCli } from '../support/run-cli.js';

const hotels = 60;
/** Room types of one transaction (docs/import.md). */
const perTransaction = 25;
const roomsEach = 3;
const nights = 10;

let holdfast: TestApp;
let admin: { authorization: string };
let folder: string;

const codes = Array.from({ length: hotels }, (_, index) => `K${String(index).padStart(2, '0')}`);
const hotelText = `code,name,city,country,timezone,currency\n${codes
  .map((code) => `${code},Hotel ${code},Faro,PT,UTC,EUR\n`)
  .join('')}`;
const typeText = `hotel_code,code,name,max_guests,base_price,rooms\n${codes
  .map((code) => `${code},A,Standard,2,80.00,${roomsEach}\n`)
  .join('')}`;

beforeAll(async () => {
  holdfast = await startTestApp({ env: { BOOKING_HORIZON_DAYS: String(nights) } });
  admin = await holdfast.signIn('manager', 'admin');
  folder = mkdtempSync(path.join(tmpdir(), 'holdfast-killed-'));
  writeFileSync(path.join(folder, 'hotels.csv'), hotelText);
  writeFileSync(path.join(folder, 'room_types.csv'), typeText);
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await holdfast.close();
});

async function send(files: Readonly<Record<string, string>>, query = '') {
  const form = new FormData();
  for (const [name, text] of Object.entries(files)) form.append('files', new Blob([text]), name);
  const answer = await fetch(`${holdfast.url}/v1/admin/catalogue/import${query}`, {
    method: 'POST',
    headers: admin,
    body: form,
  });
  const body = (await answer.json()) as ImportReportDto & { code?: string };
  return { status: answer.status, retryAfter: answer.headers.get('retry-after'), body };
}

/** The room types there are, by how many rooms and nights they have. */
async function loadedTypes() {
  const { rows } = await holdfast.prisma.pool.query<{ code: string; rooms: number; nights: number }>(
    `SELECT l.code,
       (SELECT count(*)::integer FROM room r WHERE r.listing_id = t.listing_id AND r.sku_id = t.sku_id) AS rooms,
       (
         SELECT count(*)::integer FROM inventory i
         WHERE i.listing_id = t.listing_id AND i.sku_id = t.sku_id AND i.total = $1
       ) AS nights
     FROM room_type t JOIN listing l ON l.listing_id = t.listing_id ORDER BY l.code`,
    [roomsEach],
  );
  return rows;
}

const whole = (code: string) => ({ code, rooms: roomsEach, nights });

test('an import killed in the middle leaves whole transactions and no lock, and run again it ends as it would have', async () => {
  expect(await send({ 'hotels.csv': hotelText })).toMatchObject({ status: 200 });
  const inTheMiddle = new Client({ connectionString: holdfast.config.databaseUrl });
  await inTheMiddle.connect();
  try {
    await inTheMiddle.query('BEGIN');
    await inTheMiddle.query('SELECT hotel_rooms_lock(listing_id) FROM listing WHERE code = $1', ['K30']);
    const child = startCli(['catalog:import', folder, '--yes'], {
      ...cliEnv(holdfast),
      BOOKING_HORIZON_DAYS: String(nights),
    });
    const ended = once(child, 'exit');
    await eventually(async () => {
      const { rowCount } = await holdfast.prisma.pool.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      expect(rowCount).toBe(1);
    }, 60_000);
    // Of another process, and a dry run, too.
    for (const query of ['', '?dryRun=true']) {
      expect(await send({ 'hotels.csv': hotelText }, query)).toMatchObject({
        status: 503,
        retryAfter: '5',
        body: { code: 'busy' },
      });
    }
    child.kill('SIGKILL');
    await ended;
    await inTheMiddle.query('ROLLBACK');
  } finally {
    await inTheMiddle.end();
  }
  expect(await loadedTypes()).toEqual(codes.slice(0, perTransaction).map(whole));
  expect(await ledgerDifferences(holdfast.prisma)).toEqual([]);

  const again = await eventually(async () => {
    const answer = await send({ 'hotels.csv': hotelText, 'room_types.csv': typeText });
    expect(answer.status).toBe(200);
    return answer.body;
  });
  expect(again).toMatchObject({
    problemCount: 0,
    counts: {
      hotels,
      roomTypes: hotels,
      roomsAdded: (hotels - perTransaction) * roomsEach,
      roomsRemoved: 0,
    },
  });
  expect(await loadedTypes()).toEqual(codes.map(whole));
  expect(await ledgerDifferences(holdfast.prisma)).toEqual([]);
  // What was killed has begun and not ended; what it has done is told all the same.
  const entries = await holdfast.prisma.auditEntry.findMany({ orderBy: { occurredAt: 'asc' } });
  const runs = entries.filter(({ kind }) => kind === 'catalogue');
  expect(runs.map(({ changes }) => (changes as { state: { to: string } }).state.to)).toEqual([
    'begun',
    'ended',
    'begun',
    'begun',
    'ended',
  ]);
  const typesOf = (requestId: string | null | undefined): number =>
    entries.filter((entry) => entry.kind === 'room_type' && entry.requestId === requestId).length;
  expect([typesOf(runs[2]?.requestId), typesOf(runs[3]?.requestId)]).toEqual([
    perTransaction,
    hotels - perTransaction,
  ]);
});

test('the command line says that another import is under way', async () => {
  const refused = await asOnlyImport(holdfast.config.databaseUrl, () =>
    runCli(['catalog:import', folder], cliEnv(holdfast)),
  );
  expect(refused).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('Another import is under way'),
  });
});
