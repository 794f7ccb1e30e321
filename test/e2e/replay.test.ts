import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { addDays, listNights } from '../../src/stays/night.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { cliEnv } from '../support/cli-env.js';
import { ledgerDifferences } from '../support/ledger.js';
import { runCli } from '../support/run-cli.js';

interface Row {
  readonly booking_no: string;
  readonly booked_on: string;
  readonly arrival: string;
  readonly nights: string;
  readonly room_type: string;
  readonly outcome: string;
  readonly outcome_on: string;
}

type Counts = Record<'accepted' | 'soldOut' | 'invalid' | 'canceled', number>;

const realFile = path.resolve('data/replay/hotel-bookings.csv');
const edgeFile = path.resolve('test/e2e/replay-edges.csv');

function readRows(file: string): Row[] {
  return parse<Row>(readFileSync(file), { columns: true });
}

/** What must come out, decided one booking at a time: a counter for each night of each room type. */
function model(
  rows: readonly Row[],
  { totals, overbooking }: { totals: (type: string) => number; overbooking: number },
): Counts {
  const counts: Counts = { accepted: 0, soldOut: 0, invalid: 0, canceled: 0 };
  const sold = new Map<string, number>();
  const booked = new Map<Row, string[]>();
  const add = (nights: readonly string[], change: number) => {
    for (const night of nights) sold.set(night, (sold.get(night) ?? 0) + change);
  };
  const cancel = (row: Row) => {
    add(booked.get(row) ?? [], -1);
    if (booked.delete(row)) counts.canceled += 1;
  };
  const book = (row: Row) => {
    const limit = Math.floor((totals(row.room_type) * (100 + overbooking)) / 100);
    const nights = listNights(row.arrival, addDays(row.arrival, Number(row.nights)));
    const keys = nights.map((night) => `${row.room_type} ${night}`);
    if (keys.length < 1 || keys.length > 60) counts.invalid += 1;
    else if (keys.some((key) => (sold.get(key) ?? 0) >= limit)) counts.soldOut += 1;
    else {
      counts.accepted += 1;
      booked.set(row, keys);
      add(keys, 1);
    }
  };
  const days = [...new Set(rows.flatMap((row) => [row.booked_on, row.outcome_on]))].toSorted();
  for (const day of days) {
    const canceledToday = rows.filter((row) => row.outcome === 'canceled' && row.outcome_on === day);
    canceledToday.filter((row) => row.booked_on < day).forEach(cancel);
    rows.filter((row) => row.booked_on === day).forEach(book);
    canceledToday.filter((row) => row.booked_on === day).forEach(cancel);
  }
  return counts;
}

let holdfast: TestApp;
beforeAll(async () => {
  holdfast = await startTestApp();
});
afterAll(() => holdfast.close());

async function replay(args: readonly string[]): Promise<Record<string, unknown>> {
  const run = await runCli(['replay', ...args, '--json'], cliEnv(holdfast));
  expect([run.exitCode, run.stderr]).toEqual([0, '']);
  return JSON.parse(run.stdout) as Record<string, unknown>;
}

test('real bookings of which many are sold out end as they do one at a time, to the last room and cent', async () => {
  const rows = readRows(realFile);
  const totals: Record<string, number> = { A: 20, D: 8, E: 5 };
  const expected = model(rows, { totals: (type) => totals[type] ?? 3, overbooking: 10 });
  expect(expected.soldOut).toBeGreaterThan(50);

  const result = await replay([realFile, '--total', 'A=20,D=8,E=5', '--default-total', '3']);
  expect(result).toMatchObject({ ...expected, bookings: rows.length, errors: 0, ok: true });
  expect(result['ledgerDifferences']).toEqual([]);
  expect(result['books']).toEqual({
    reservations: expected.accepted,
    payments: expected.accepted,
    mismatches: [],
  });
  await expect(ledgerDifferences(holdfast.prisma)).resolves.toEqual([]);
});

test('zero nights, long stays, cancellations of the same day, lines out of order and lines that are none', async () => {
  const rows = readRows(edgeFile).slice(0, 13);
  const expected = model(rows, { totals: () => 1, overbooking: 0 });
  expect(expected).toEqual({ accepted: 7, soldOut: 4, invalid: 2, canceled: 2 });

  const result = await replay([edgeFile, '--default-total', '1', '--overbooking', '0', '--guests', '2']);
  expect(result).toMatchObject({ ...expected, bookings: 13, errors: 0, linesLeftOut: 3, ok: true });
  expect(result['problems']).toEqual([
    expect.objectContaining({ line: 15, reason: 'arrival "yesterday" is not a date written YYYY-MM-DD' }),
    expect.objectContaining({ line: 16, reason: 'outcome_on is before booked_on' }),
    expect.objectContaining({ line: 17, reason: 'booking_no "2" is there already' }),
  ]);
});

test('a run under the name of an earlier one books nothing twice', async () => {
  const args = [edgeFile, '--default-total', '5', '--run', 'again', '--limit', '4'];
  const first = await replay(args);
  const second = await replay(args);
  expect(second).toMatchObject({ hotelId: first['hotelId'], accepted: 4, canceled: 1, ok: true });
  expect(second['books']).toEqual(first['books']);
});

test('counters or money that do not agree are told, and are exit code 1', async () => {
  const args = ['replay', edgeFile, '--default-total', '5', '--run', 'tampered', '--limit', '1', '--json'];
  await runCli(args, cliEnv(holdfast));
  const { listingId } = await holdfast.prisma.listing.findUniqueOrThrow({
    where: { code: 'REPLAY-tampered' },
  });
  await holdfast.prisma.$executeRaw`
    UPDATE inventory SET reserved = reserved - 1 WHERE listing_id = ${listingId} AND reserved > 0`;
  await holdfast.prisma.$executeRaw`
    UPDATE reservation SET total_minor = total_minor + 1 WHERE listing_id = ${listingId}`;

  const run = await runCli(args, cliEnv(holdfast));
  expect([run.exitCode, run.stderr]).toEqual([1, '']);
  const result = JSON.parse(run.stdout) as { ledgerDifferences: unknown[]; books: { mismatches: unknown[] } };
  expect(result).toMatchObject({ accepted: 1, errors: 0, ok: false });
  expect(result.ledgerDifferences).toHaveLength(2);
  expect(result.books.mismatches).toEqual([
    expect.objectContaining({ expectedMinor: 16_001, actualMinor: 16_000 }),
  ]);
});

describe('a replay that cannot begin says why in one line', () => {
  test.each([
    ['no server', ['--url', 'http://127.0.0.1:9'], /^error: Nothing answers at http:\/\/127\.0\.0\.1:9: /],
    ['an unknown room type', ['--total', 'Z=1'], /^error: No booking is for a room type Z\./],
    [
      'a total that is none',
      ['--total', 'A:1'],
      /^error: option '--total <types>' argument 'A:1' is invalid/,
    ],
  ])('%s', async (_what, args, message) => {
    const run = await runCli(['replay', edgeFile, ...args], cliEnv(holdfast));
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toMatch(message);
    expect(run.stderr.trim().split('\n')).toHaveLength(1);
  });

  test('a span of stays that is longer than anything can be booked ahead', async () => {
    const run = await runCli(['replay', realFile], { ...cliEnv(holdfast), BOOKING_HORIZON_DAYS: '60' });
    expect(run).toMatchObject({ exitCode: 1, stdout: '' });
    expect(run.stderr).toMatch(
      /^error: The stays of this file reach from 20\d\d-\d\d-\d\d to .*--limit\.\n$/,
    );
  });
});
