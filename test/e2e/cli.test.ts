import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { LedgerDifferenceDto, OversoldRowDto } from '../../src/admin/ledger.dto.js';
import type { AuditEntryDto } from '../../src/audit/audit.dto.js';
import type { AdminHoldDto, HoldDto } from '../../src/holds/holds.dto.js';
import type { Page } from '../../src/http/page.dto.js';
import type { PaymentMethodDto } from '../../src/payments/payment-methods.dto.js';
import type { QuoteDto } from '../../src/pricing/quote.dto.js';
import type { ReservationDto } from '../../src/reservations/reservations.dto.js';
import { addDays, nightIn } from '../../src/stays/night.js';
import { apiClient, type ApiClient } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { cliEnv } from '../support/cli-env.js';
import { eventually } from '../support/eventually.js';
import { runCli, type CliRun } from '../support/run-cli.js';

const startDate = addDays(nightIn('Europe/Lisbon', new Date()), 10);
const endDate = addDays(startDate, 2);
const room = { hotelId: 1, startDate, endDate, items: [{ roomTypeId: 1, quantity: 1 }] };

let holdfast: TestApp;
let admin: ApiClient;
beforeAll(async () => {
  holdfast = await startTestApp({ sample: { horizonDays: 40, flightDays: 3 } });
  admin = await apiClient(holdfast, 'root', 'admin');
});
afterAll(() => holdfast.close());

function cli(...args: string[]): Promise<CliRun> {
  return runCli(args, cliEnv(holdfast));
}

/** What a command that succeeds prints with `--json`; there must be nothing else. */
async function cliJson<Output>(...args: string[]): Promise<Output> {
  const run = await cli(...args, '--json');
  expect([run.exitCode, run.stderr]).toEqual([0, '']);
  return JSON.parse(run.stdout) as Output;
}

/** What the audit trail tells of one thing, newest first. */
async function trailOf(kind: string, subjectId: string): Promise<AuditEntryDto[]> {
  const query = `kind=${kind}&subjectId=${subjectId}`;
  return (await admin.get<Page<AuditEntryDto>>(`/v1/admin/audit?${query}`)).body.data;
}

async function takeHold(guestId: string): Promise<{ guest: ApiClient; hold: HoldDto }> {
  const guest = await apiClient(holdfast, guestId);
  const { status, body } = await guest.post<HoldDto>('/v1/holds', room);
  expect(status).toBe(201);
  return { guest, hold: body };
}

async function book(guestId: string): Promise<{ guest: ApiClient; reservation: ReservationDto }> {
  const { guest, hold } = await takeHold(guestId);
  const card = await guest.post<PaymentMethodDto>('/v1/payment-methods', { token: 'pm_card_visa' });
  const { paymentMethodId } = card.body;
  const paid = await guest.post<ReservationDto>('/v1/reservations', { holdId: hold.holdId, paymentMethodId });
  expect(paid.status).toBe(201);
  return { guest, reservation: paid.body };
}

describe('tokens', () => {
  test('are printed alone, and the running server takes them', async () => {
    const guest = await cli('token', '--guest', 'alice');
    expect([guest.exitCode, guest.stderr]).toEqual([0, '']);
    expect(guest.stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    const { token } = await cliJson<{ token: string }>('token', '--admin', '--ttl', '5m');
    const statuses = await Promise.all(
      [guest.stdout.trim(), token].map(async (bearer) => {
        const headers = { authorization: `Bearer ${bearer}` };
        return (await fetch(`${holdfast.url}/v1/admin/holds`, { headers })).status;
      }),
    );
    expect(statuses).toEqual([403, 200]);
  });
});

describe('holds', () => {
  test('of any guest are listed and released', async () => {
    const { guest, hold } = await takeHold('bob');
    const listed = await cliJson<{ data: AdminHoldDto[]; hasMore: boolean }>('holds:list', '--guest', 'bob');
    expect(listed).toEqual({ data: [expect.objectContaining({ holdId: hold.holdId })], hasMore: false });

    const released = await cli('holds:release', hold.holdId, '--yes');
    expect(released).toEqual({
      exitCode: 0,
      stdout: `Hold ${hold.holdId} of bob is released.\n`,
      stderr: '',
    });
    const { body } = await guest.get<HoldDto>(`/v1/holds/${hold.holdId}`);
    expect(body).toMatchObject({ status: 'released', endCause: 'released_by_admin' });
    expect(await trailOf('hold', hold.holdId)).toMatchObject([
      { action: 'released', changes: { status: { from: 'active', to: 'released' } } },
    ]);
    const live = await cli('holds:list', '--guest', 'bob', '--status', 'live');
    expect(live.stdout).not.toContain(hold.holdId);
  });

  test('that do not exist are refused', async () => {
    const run = await cli('holds:release', '019c2f40-7e1a-8d11-9c3e-5f2a00000001', '--yes');
    expect(run).toEqual({ exitCode: 1, stdout: '', stderr: expect.stringMatching(/^error: .+\n$/) });
  });
});

test('reservations are listed, shown and canceled, and the money goes back', async () => {
  const { guest, reservation } = await book('carol');
  const { reservationId, total } = reservation;
  const listed = await cliJson<{ data: ReservationDto[] }>('reservations:list', '--status', 'paid');
  expect(listed.data.map((entry) => entry.reservationId)).toContain(reservationId);

  const shown = await cli('reservations:show', reservationId);
  expect([shown.exitCode, shown.stderr]).toEqual([0, '']);
  expect(shown.stdout).toContain(`${(total.amount / 100).toFixed(2)} ${total.currency}`);
  expect(shown.stdout).toContain('reservation.paid');
  expect(shown.stdout).toContain('attempt: 1');
  // Nobody looks at it on a terminal.
  expect(shown.stdout).not.toContain('\u001B');

  const canceled = await cliJson<ReservationDto>('reservations:cancel', reservationId, '--yes');
  expect(canceled).toMatchObject({ cause: 'canceled_by_admin', refund: { amount: total } });
  expect(await trailOf('reservation', reservationId)).toMatchObject([
    { action: 'canceled', changes: { status: { from: 'paid', to: 'canceled' }, refund: { to: total } } },
  ]);
  await eventually(async () => {
    const { body } = await guest.get<ReservationDto>(`/v1/reservations/${reservationId}`);
    expect(body.status).toBe('refunded');
  });
});

test('a total below what is sold is set, told, and stands in the oversold report', async () => {
  await takeHold('dave');
  const range = ['--hotel', '1', '--room-type', '1', '--from', startDate, '--to', endDate];
  const before = await admin.get<Page<OversoldRowDto>>('/v1/admin/reports/oversold?hotelId=1');
  const run = await cli('inventory:set', ...range, '--total', '0', '--overbooking', '0');
  expect([run.exitCode, run.stderr]).toEqual([0, '']);
  expect(run.stdout).toMatch(/^The total is 0 on 2 date\(s\)\.\n\nOversold now\n/);
  const after = await admin.get<Page<OversoldRowDto>>('/v1/admin/reports/oversold?hotelId=1&limit=1');
  const rest = await admin.get<Page<OversoldRowDto>>(
    `/v1/admin/reports/oversold?hotelId=1&limit=5&cursor=${after.body.nextCursor}`,
  );
  expect(before.body.data).toEqual([]);
  expect([...after.body.data, ...rest.body.data]).toEqual(
    [startDate, addDays(startDate, 1)].map((date) =>
      expect.objectContaining({ hotelId: 1, roomTypeId: 1, date, total: 0, limit: 0, oversoldBy: 1 }),
    ),
  );
  expect(rest.body.nextCursor).toBeNull();
  // Of the whole chain.
  const chain = await cliJson<{ data: OversoldRowDto[]; hasMore: boolean }>('reports:oversold');
  expect(chain).toEqual({ data: [...after.body.data, ...rest.body.data], hasMore: false });
  const shown = await cli('reports:oversold', '--from', addDays(startDate, 1));
  expect(shown.stdout).toContain('hotel 1');
  expect(shown.stdout).not.toContain(startDate);
  await cliJson('inventory:set', ...range, '--total', '50', '--overbooking', '10');
});

test('the hotels are rolled forward to the booking horizon, once', async () => {
  const roomTypes = await holdfast.prisma.roomType.count();
  const roll = async (...args: string[]) =>
    runCli(['inventory:roll-forward', ...args], { ...cliEnv(holdfast), BOOKING_HORIZON_DAYS: '45' });
  const { exitCode, stdout } = await roll('--json');
  expect(exitCode).toBe(0);
  // Forty nights are there; one more than can be booked is opened, and the rest of its four weeks.
  const report = JSON.parse(stdout) as { nightsOpened: number };
  expect(report).toMatchObject({ nightsRetired: 0, hotelsLeft: 0 });
  expect(report.nightsOpened).toBeGreaterThanOrEqual(6 * roomTypes);
  expect(report.nightsOpened).toBeLessThan(34 * roomTypes);
  expect(await roll()).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('0 nights opened') });
});

test('a rate changes the price at once', async () => {
  const guest = await apiClient(holdfast, 'erin');
  const night = { startDate: addDays(startDate, 5), endDate: addDays(startDate, 6) };
  const range = ['--hotel', '1', '--from', night.startDate, '--to', night.endDate];
  const setRate = (multiplier: string) => cliJson('rates:set', ...range, '--multiplier', multiplier);
  const quoteTotal = async () => {
    const { body } = await guest.post<QuoteDto>('/v1/quotes', { ...room, ...night });
    return body.total.amount;
  };
  expect(await setRate('1')).toEqual({ nightsChanged: 1 });
  const plain = await quoteTotal();
  await setRate('2');
  expect(await quoteTotal()).toBe(2 * plain);
});

test('the ledger is verified and repaired; a difference is exit code 1', async () => {
  expect(await cliJson('ledger:verify')).toMatchObject({ differences: [] });
  await holdfast.prisma.$executeRaw`
    UPDATE inventory SET reserved = reserved + 3 WHERE listing_id = 2 AND date = ${startDate}::date
      AND sku_id = (SELECT min(sku_id) FROM sku WHERE listing_id = 2)`;
  const row = { listingId: 2, date: startDate, reserved: 3, expectedReserved: 0 };

  const verified = await cli('ledger:verify', '--json');
  expect([verified.exitCode, verified.stderr]).toEqual([1, '']);
  expect(JSON.parse(verified.stdout)).toMatchObject({ differences: [row] });
  const seen = await admin.get<Page<LedgerDifferenceDto>>('/v1/admin/ledger/differences');
  expect(seen.body).toEqual({ data: [expect.objectContaining(row)], nextCursor: null });

  const repaired = await cli('ledger:repair', '--yes');
  expect(repaired).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('1 row(s) repaired.') });
  const { body } = await admin.get<Page<AuditEntryDto>>('/v1/admin/audit?action=repaired');
  expect(body.data).toMatchObject([
    {
      kind: 'inventory',
      listingId: row.listingId,
      changes: { [startDate]: { from: { reserved: 3 }, to: { reserved: 0 } } },
    },
  ]);
  const again = await cli('ledger:verify');
  expect(again).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('no row(s) differ.') });
});

test('only administrators verify the ledger and see what is oversold', async () => {
  const guest = await apiClient(holdfast, 'frank');
  const paths = ['/v1/admin/ledger/differences', '/v1/admin/reports/oversold'];
  const statuses = await Promise.all(paths.map(async (wanted) => (await guest.get(wanted)).status));
  expect(statuses).toEqual([403, 403]);
});

test('the state of every queue is shown', async () => {
  const { store, queues } = await cliJson<{ store: string; queues: { name: string; jobs: object }[] }>(
    'queue:state',
  );
  expect(store).toBe(holdfast.config.redisUrl === undefined ? 'postgres' : 'redis');
  expect(queues.map(({ name }) => name)).toEqual(expect.arrayContaining(['holds', 'payments']));
  expect(queues[0]?.jobs).toMatchObject({ waiting: expect.any(Number), failed: expect.any(Number) });
});

describe('an import', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'holdfast-cli-import-'));
    writeFileSync(
      path.join(folder, 'hotels.csv'),
      'code,name,city,country,timezone,currency\nCLI-1,Cli,Faro,PT,Europe/Lisbon,EUR\nCLI-2,Cli,Faro,PT,Mars,EUR\n',
    );
    writeFileSync(
      path.join(folder, 'room_types.csv'),
      'hotel_code,code,name,max_guests,base_price,rooms\nCLI-1,S,Single,1,80,3\n',
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('loads a folder, or files, and says which lines it left out and why', async () => {
    const run = await cli('catalog:import', folder);
    expect([run.exitCode, run.stderr]).toEqual([0, '']);
    expect(run.stdout).toMatch(/hotels\.csv .* 3 .* timezone "Mars" is unknown/);

    const files = ['hotels.csv', 'room_types.csv'].map((file) => path.join(folder, file));
    const again = await cliJson('catalog:import', ...files);
    expect(again).toMatchObject({ counts: { hotels: 1, roomTypes: 1, roomsAdded: 0 }, problemCount: 1 });
    await expect(holdfast.prisma.listing.count({ where: { code: { startsWith: 'CLI-' } } })).resolves.toBe(1);
  });

  test('reads what an export of one hotel has written', async () => {
    const { listingId } = await holdfast.prisma.listing.findUniqueOrThrow({ where: { code: 'CLI-1' } });
    const to = path.join(folder, 'exported');
    const written = await cliJson('catalog:export', to, '--hotel', String(listingId), '--no-pictures');
    expect(written).toMatchObject({ lines: { 'hotels.csv': 1, 'rooms.csv': 3 }, lostPictures: 0 });
    expect(readdirSync(to)).not.toContain('flights.csv');
    const overwritten = await cli('catalog:export', to, '--hotel', String(listingId));
    expect([overwritten.exitCode, overwritten.stdout]).toEqual([1, '']);
    const read = await cliJson('catalog:import', to, '--dry-run');
    expect(read).toMatchObject({ counts: { hotels: 1, roomTypes: 1, roomsAdded: 0 }, problemCount: 0 });
  });

  test('asks before it removes what the files do not have, and is refused where nobody can be asked', async () => {
    const fewer = path.join(folder, 'fewer');
    mkdirSync(fewer);
    const header = 'hotel_code,room_type_code,number,floor';
    writeFileSync(path.join(fewer, 'rooms.csv'), `${header}\nCLI-1,S,101,1\n`);
    const rules = (...lines: string[]): void =>
      writeFileSync(
        path.join(fewer, 'pricing_rules.csv'),
        `hotel_code,name,factor\n${lines.map((line) => `CLI-1,${line}\n`).join('')}`,
      );
    rules('One,1.1', 'Two,1.2');
    const count = () =>
      holdfast.prisma.room.count({ where: { roomType: { hotel: { listing: { code: 'CLI-1' } } } } });
    const asked = await cli('catalog:import', fewer);
    expect(asked).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('say --yes') });
    expect(await count()).toBe(3);
    expect(await cliJson('catalog:import', fewer, '--yes')).toMatchObject({ counts: { roomsRemoved: 2 } });
    expect(await count()).toBe(1);
    // Nothing is removed any more: nobody has to be asked.
    expect(await cliJson('catalog:import', fewer)).toMatchObject({ counts: { roomsRemoved: 0 } });
    rules('One,1.3');
    expect((await cli('catalog:import', fewer)).exitCode).toBe(1);
    expect(await cliJson('catalog:import', fewer, '--yes')).toMatchObject({
      counts: { pricingRulesRemoved: 1 },
    });
  });

  test('makes as many flights as it is told to', async () => {
    const sample = ['airports', 'airlines', 'equipment', 'aircraft-seats', 'routes'];
    const files = sample.map((name) => `data/sample/${name}.csv`);
    const from = addDays(startDate, 20);
    const report = await cliJson('catalog:import', ...files, '--from', from, '--days', '2', '--limit', '7');
    expect(report).toMatchObject({ counts: { flightsAdded: 7 } });
  });
});
