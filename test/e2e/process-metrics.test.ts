import { apiClient } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';

let holdfast: TestApp;

beforeAll(async () => {
  holdfast = await startTestApp({ sample: { horizonDays: 3, flightDays: 1 } });
});
afterAll(() => holdfast.close());

/** One scrape: what each series shows. */
async function scrape(): Promise<(series: string) => number> {
  const text = await (await fetch(`${holdfast.url}/metrics`)).text();
  const values = new Map(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line): [string, number] => [
        line.slice(0, line.lastIndexOf(' ')),
        Number(line.slice(line.lastIndexOf(' ') + 1)),
      ]),
  );
  return (series) => values.get(series) ?? Number.NaN;
}

/** Keeps the event loop from doing anything else. */
function block(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

test('a process that was blocked shows it until it is asked the next time', async () => {
  await scrape();
  // A timer has to be set for it to be late.
  await new Promise((resolve) => setTimeout(resolve, 30));
  block(400);
  await new Promise((resolve) => setTimeout(resolve, 30));
  const during = await scrape();
  expect(during('holdfast_event_loop_delay_seconds{quantile="1"}')).toBeGreaterThan(0.3);
  expect(during('holdfast_event_loop_delay_seconds{quantile="1"}')).toBeGreaterThanOrEqual(
    during('holdfast_event_loop_delay_seconds{quantile="0.5"}'),
  );
  expect(during('holdfast_event_loop_utilization')).toBeGreaterThan(0.5);
  await eventually(async () => {
    const after = await scrape();
    expect(after('holdfast_event_loop_delay_seconds{quantile="1"}')).toBeLessThan(0.3);
    expect(after('holdfast_event_loop_utilization')).toBeLessThan(0.9);
  });
});

test('memory is shown as the operating system and as V8 count it', async () => {
  const now = await scrape();
  const heap = now('nodejs_heap_size_used_bytes');
  expect(heap).toBeGreaterThan(10 * 1024 ** 2);
  expect(now('process_resident_memory_bytes')).toBeGreaterThan(heap);
});

test('a pool shows its connections, and who waits for one', async () => {
  const { pool } = holdfast.prisma;
  const size = (await scrape())('holdfast_pool_size{pool="main"}');
  expect(size).toBe(holdfast.config.databasePoolSize);
  const taken = await Promise.all(Array.from({ length: size }, () => pool.connect()));
  try {
    const waiting = pool.query('SELECT 1');
    await eventually(async () => {
      const now = await scrape();
      expect(now('holdfast_pool_connections{pool="main",state="busy"}')).toBe(size);
      expect(now('holdfast_pool_connections{pool="main",state="idle"}')).toBe(0);
      expect(now('holdfast_pool_waiting{pool="main"}')).toBeGreaterThanOrEqual(1);
    });
    for (const client of taken.splice(0)) client.release();
    await waiting;
  } finally {
    for (const client of taken) client.release();
  }
  await eventually(async () => {
    const now = await scrape();
    expect(now('holdfast_pool_connections{pool="main",state="idle"}')).toBeGreaterThan(0);
    expect(now('holdfast_pool_waiting{pool="main"}')).toBe(0);
  });
});

test('requests that wait for the ledger are shown, and are gone when they are answered', async () => {
  const [hotel] = await holdfast.prisma.$queryRaw<{ listingId: number; skuId: number; date: string }[]>`
    SELECT i.listing_id AS "listingId", i.sku_id AS "skuId", i.date::text AS date
    FROM inventory i JOIN sku s ON s.listing_id = i.listing_id AND s.sku_id = i.sku_id
    WHERE s.kind = 'room_type' AND i.total > 0 AND i.date > current_date LIMIT 1`;
  if (hotel === undefined) throw new Error('the sample has no rooms');
  const endDate = new Date(Date.parse(hotel.date) + 86_400_000).toISOString().slice(0, 10);
  const guest = await apiClient(holdfast, 'ada');
  const body = {
    hotelId: hotel.listingId,
    startDate: hotel.date,
    endDate,
    items: [{ roomTypeId: hotel.skuId, quantity: 1 }],
  };
  const blocker = await holdfast.prisma.pool.connect();
  const asked: Promise<unknown>[] = [];
  try {
    await blocker.query('BEGIN');
    await blocker.query('SELECT 1 FROM inventory WHERE listing_id = $1 FOR UPDATE', [hotel.listingId]);
    // Two calls may be under way; what comes behind them waits.
    for (const count of [1, 1, 3]) {
      for (let n = 0; n < count; n += 1) asked.push(guest.post('/v1/holds', body));
      await eventually(async () => {
        const now = await scrape();
        const seen =
          now('holdfast_batch_calls_in_flight{batch="take"}') + now('holdfast_batch_waiting{batch="take"}');
        expect(seen).toBeGreaterThanOrEqual(Math.min(asked.length, 3));
      }, 900);
    }
    expect((await scrape())('holdfast_batch_waiting{batch="take"}')).toBeGreaterThan(0);
  } finally {
    await blocker.query('ROLLBACK');
    blocker.release();
  }
  await Promise.all(asked);
  const now = await scrape();
  expect(now('holdfast_batch_waiting{batch="take"}')).toBe(0);
  expect(now('holdfast_batch_calls_in_flight{batch="take"}')).toBe(0);
});
