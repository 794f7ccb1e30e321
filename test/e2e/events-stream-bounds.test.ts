import type { HoldDto } from '../../src/holds/holds.dto.js';
import { mintToken } from '../../src/http/auth/mint-token.js';
import { Holdfast } from '../../src/startup/holdfast.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { openEventSource, type OpenEventSource } from '../support/event-source.js';
import { eventually } from '../support/eventually.js';
import { newGuest, openHotel, type OwnHotel, type PayingGuest } from '../support/paying-guest.js';

let holdfast: TestApp;
let hotel: OwnHotel;
let guest: PayingGuest;
let hold: HoldDto;
const open: OpenEventSource[] = [];

beforeAll(async () => {
  holdfast = await startTestApp({ env: { MAX_EVENT_STREAMS: '4', MAX_EVENT_STREAMS_PER_GUEST: '2' } });
  hotel = await openHotel(holdfast, { rooms: 50 });
});

beforeEach(async () => {
  guest = await newGuest(holdfast);
  hold = await guest.hold(hotel.room);
});

afterEach(async () => {
  for (const source of open.splice(0)) source.close();
  await eventually(async () => expect(await openStreams()).toBe(0));
});

afterAll(() => holdfast.close());

async function follow(
  { holdId }: HoldDto = hold,
  { as = guest.guestId, role, lastEventId }: { as?: string; role?: 'admin'; lastEventId?: string } = {},
): Promise<OpenEventSource> {
  const prefix = role === undefined ? '' : 'admin/';
  const source = await openEventSource(`${holdfast.url}/v1/${prefix}holds/${holdId}/events`, {
    ...(await holdfast.signIn(as, role)),
    ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
  });
  open.push(source);
  return source;
}

async function metrics(): Promise<string> {
  return (await fetch(`${holdfast.url}/metrics`)).text();
}

async function openStreams(): Promise<number> {
  return Number(/^holdfast_event_streams_open (\d+)$/m.exec(await metrics())?.[1]);
}

/** Writes an event of the hold by hand, as no step of a booking would: at any time. */
function insertEvent(
  db: Pick<TestApp['prisma']['pool'], 'query'>,
  { type, at = 'clock_timestamp()' }: { type: string; at?: string },
): Promise<unknown> {
  return db.query(
    `INSERT INTO event (listing_id, subject_id, type, occurred_at) VALUES ($1, $2, $3, ${at})`,
    [hotel.hotelId, hold.holdId, type],
  );
}

test('an event that is committed after a later one was told is told all the same', async () => {
  const source = await follow();
  await source.await('hold.created');
  const slow = await holdfast.prisma.pool.connect();
  try {
    await slow.query('BEGIN');
    await insertEvent(slow, { type: 'hold.active' });
    await insertEvent(holdfast.prisma.pool, { type: 'hold.extended' });
    const last = await source.await('hold.extended');
    source.close();
    // One stream that goes on, one that was lost before the commit, and one that is begun anew.
    const goesOn = await follow();
    await goesOn.await('hold.extended');
    await slow.query('COMMIT');
    await goesOn.await('hold.active');
    expect(goesOn.types()).toEqual(['hold.created', 'hold.extended', 'hold.active']);
    goesOn.close();
    const takenUp = await follow(hold, { lastEventId: last.id });
    await takenUp.await('hold.active');
    takenUp.close();
    const anew = await follow();
    await anew.await('hold.extended');
    expect(anew.types()).toEqual(['hold.created', 'hold.active', 'hold.extended']);
  } finally {
    await slow.query('ROLLBACK');
    slow.release();
  }
});

test('a database whose clock is set back hides no event', async () => {
  const source = await follow();
  const { id: lastEventId } = await source.await('hold.created');
  source.close();
  await insertEvent(holdfast.prisma.pool, {
    type: 'hold.active',
    at: `clock_timestamp() - interval '1 minute'`,
  });
  const takenUp = await follow(hold, { lastEventId });
  await takenUp.await('hold.active');
  expect(takenUp.types()).toEqual(['hold.active']);
});

test('a change under the hold’s lock waits for the one before, so the order told is that of the commits', async () => {
  const source = await follow();
  await source.await('hold.created');
  const slow = await holdfast.prisma.pool.connect();
  try {
    await slow.query('BEGIN');
    await slow.query('SELECT 1 FROM hold WHERE hold_id = $1 FOR NO KEY UPDATE', [hold.holdId]);
    const extended = guest.post(`/v1/holds/${hold.holdId}/extend`, {});
    await eventually(async () => {
      const { rows } = await holdfast.prisma.pool.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      expect(rows).toHaveLength(1);
    });
    await insertEvent(slow, { type: 'hold.active' });
    await slow.query('COMMIT');
    expect((await extended).status).toBe(200);
  } finally {
    await slow.query('ROLLBACK');
    slow.release();
  }
  await source.await('hold.extended');
  expect(source.types()).toEqual(['hold.created', 'hold.active', 'hold.extended']);
});

test('a guest follows a few streams at a time, all together as many as there is room for', async () => {
  const own = [await follow(), await follow()];
  const tooMany = await guest.get(`/v1/holds/${hold.holdId}/events`);
  expect([tooMany.status, tooMany.body.code, tooMany.headers.get('retry-after')]).toEqual([
    429,
    'too_many_streams',
    '5',
  ]);
  await follow(hold, { as: 'root', role: 'admin' });
  await follow(hold, { as: 'root', role: 'admin' });
  expect(await openStreams()).toBe(4);
  const stranger = await newGuest(holdfast);
  const full = await stranger.get(`/v1/holds/${hold.holdId}/events`);
  expect([full.status, full.body.code, full.headers.get('retry-after')]).toEqual([503, 'busy', '5']);
  for (const source of own) source.close();
  // A place is free again, and what was refused took none.
  await eventually(async () => expect((await follow()).status).toBe(200));
});

test('while events cannot be read a stream waits, and then tells what happened meanwhile', async () => {
  const { pool } = holdfast.prisma;
  const source = await follow();
  await source.await('hold.created');
  const failures = async (): Promise<number> => {
    const { rows } = await pool.query<{ count: number }>(
      `SELECT xact_rollback::integer AS count FROM pg_stat_database WHERE datname = current_database()`,
    );
    return rows[0]?.count ?? 0;
  };
  const before = await failures();
  await pool.query('ALTER TABLE event RENAME TO event_away');
  try {
    await eventually(async () => expect(await failures()).toBeGreaterThan(before + 3), 15_000);
  } finally {
    await pool.query('ALTER TABLE event_away RENAME TO event');
  }
  await guest.post(`/v1/holds/${hold.holdId}/extend`, {});
  await source.await('hold.extended');
  expect(source.types()).toEqual(['hold.created', 'hold.extended']);
});

test('a client that leaves before its stream has begun takes no place', async () => {
  const slow = await holdfast.prisma.pool.connect();
  const leaving = new AbortController();
  try {
    await slow.query('BEGIN; LOCK TABLE event IN ACCESS EXCLUSIVE MODE');
    const url = `${holdfast.url}/v1/holds/${hold.holdId}/events`;
    const headers = await holdfast.signIn(guest.guestId);
    const left = [1, 2].map(() => fetch(url, { headers, signal: leaving.signal }));
    await eventually(async () => {
      const { rows } = await slow.query(`SELECT 1 FROM pg_locks WHERE NOT granted`);
      expect(rows.length).toBeGreaterThan(1);
    });
    leaving.abort();
    for (const each of left) await expect(each).rejects.toThrow('aborted');
    expect((await guest.get(`/v1/holds/${hold.holdId}/events`)).status).toBe(429);
  } finally {
    await slow.query('COMMIT');
    slow.release();
  }
  for (const _place of [1, 2]) await eventually(async () => expect((await follow()).status).toBe(200));
});

test('a reader that takes nothing for a while is told the rest when it does, once and in order', async () => {
  const slow = await follow();
  await slow.await('hold.created');
  slow.pause();
  const quick = await follow();
  // More than the buffers of a connection hold.
  await holdfast.prisma.pool.query(
    `INSERT INTO event (listing_id, subject_id, type, data)
     SELECT $1, $2, 'hold.extended', jsonb_build_object('number', n, 'filling', repeat('x', 1000000))
     FROM generate_series(1, 15) AS n`,
    [hotel.hotelId, hold.holdId],
  );
  await guest.delete(`/v1/holds/${hold.holdId}`);
  await quick.ended;
  const told = quick.events.map(({ data }) => data.id);
  expect(new Set(told).size).toBe(17);
  expect(slow.events).toHaveLength(1);
  // It has not been written to beyond what the connection holds, which is far less than all of it.
  expect(await openStreams()).toBe(1);
  slow.resume();
  await slow.ended;
  expect(slow.events.map(({ data }) => data.id)).toEqual(told);
});

test('a stream ends with the token it was opened with', async () => {
  const ttlSeconds = 4;
  const token = await mintToken(holdfast.config, { subject: guest.guestId, role: 'guest', ttlSeconds });
  const source = await openEventSource(`${holdfast.url}/v1/holds/${hold.holdId}/events`, {
    authorization: `Bearer ${token}`,
  });
  await source.await('hold.created');
  await source.ended;
  expect(await metrics()).toMatch(/holdfast_event_streams_ended_total\{reason="token_expired"\} 1$/m);
});

/** What a series of the metrics has come to. */
function valueOf(text: string, series: string): number {
  const line = text.split('\n').find((each) => each.startsWith(`${series} `));
  return Number(line?.slice(series.length + 1) ?? 0);
}

test('a stream counts as answered when it has begun, however long it goes on, and leaving it is no failure', async () => {
  const labels = 'method="GET",route="/v1/holds/:holdId/events",status=';
  const all = `http_request_duration_seconds_count{${labels}"200"}`;
  const seconds = `http_request_duration_seconds_sum{${labels}"200"}`;
  const gone = `http_request_duration_seconds_count{${labels}"499"}`;
  const before = await metrics();
  const askedMs = performance.now();
  const source = await follow();
  const answeredSeconds = (performance.now() - askedMs) / 1_000;
  const extended = await guest.post(`/v1/holds/${hold.holdId}/extend`, {});
  expect(extended.status).toBe(200);
  await source.await('hold.extended');
  source.close();
  await eventually(async () => {
    const text = await metrics();
    expect(valueOf(text, all)).toBe(valueOf(before, all) + 1);
    expect(valueOf(text, seconds) - valueOf(before, seconds)).toBeLessThan(answeredSeconds);
    expect(valueOf(text, gone)).toBe(valueOf(before, gone));
  });
});

test('HEAD is answered without a stream', async () => {
  const response = await fetch(`${holdfast.url}/v1/holds/${hold.holdId}/events`, {
    method: 'HEAD',
    headers: await holdfast.signIn(guest.guestId),
  });
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    expect.stringContaining('text/event-stream'),
  ]);
  expect(await openStreams()).toBe(0);
});

test('a process that stops ends its streams at once, so that nothing waits for them', async () => {
  const limitMs = 60_000;
  const stopping = new Holdfast(
    holdfast.config.with({
      port: 0,
      sampleCatalogue: 'never',
      shutdownTimeoutMs: limitMs,
      duffelApiBase: 'http://127.0.0.1:1',
    }),
    { announce: () => {}, onCrash: () => {} },
  );
  try {
    await stopping.start();
    const source = await openEventSource(
      `http://127.0.0.1:${stopping.config.port}/v1/holds/${hold.holdId}/events`,
      await holdfast.signIn(guest.guestId),
    );
    await source.await('hold.created');
    const begunMs = performance.now();
    await stopping.stop();
    await source.ended;
    // Without it the stop would wait for more than half of its limit.
    expect(performance.now() - begunMs).toBeLessThan(limitMs / 4);
    expect(source.body()).toMatch(/retry: [1-4]\d{3}\n\n$/);
  } finally {
    await stopping.stop();
  }
});
