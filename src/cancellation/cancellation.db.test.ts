import fc from 'fast-check';
import { Booking, saveCard } from '../../test/support/booking.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import { createFlightWithCabins, departureDate } from '../../test/support/flight.js';
import { openFrontDesk, today } from '../../test/support/front-desk.js';
import { createHotelWithRooms } from '../../test/support/hotel.js';
import { decide, holdTaker, wish } from '../../test/support/ledger.js';
import type { PrismaService } from '../database/prisma.service.js';
import { instantAt } from '../stays/local-instant.js';
import { addDays, type Night } from '../stays/night.js';
import { feeAt, type Fee, type Offset, type Policy, type Step, type Terms } from './cancellation.rules.js';
import { findKnownPolicies, termsFor } from './known-policies.views.js';
import { getStayCancellation } from './stay-cancellation.views.js';
import { toTerms } from './stay-terms.rules.js';

let database: TestDatabase;
let prisma: PrismaService;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
});
afterAll(async () => {
  await prisma.close();
  await database.drop();
});

const zones = ['Europe/Lisbon', 'America/New_York', 'Asia/Tokyo', 'Australia/Lord_Howe', 'America/Sao_Paulo'];

async function one<Row>(sql: string, values: unknown[]): Promise<Row> {
  const { rows } = await prisma.pool.query<Row & object>(sql, values);
  const [row] = rows;
  if (row === undefined) throw new Error('no row');
  return row;
}

async function setPolicy(listingId: number, steps: readonly Step<Offset>[], code = 'a'): Promise<string> {
  const { set } = await one<{ set: string }>(
    `SELECT cancellation_policy_set($1, $2, 'A', $3::jsonb, NULL, interval '0') AS set`,
    [listingId, code, JSON.stringify(steps)],
  );
  return set;
}

function setDefault(listingId: number, code: string, delay = '0'): Promise<{ outcome: string }> {
  return one(`SELECT cancellation_policy_set_default($1, $2, $3::interval) AS outcome`, [
    listingId,
    code,
    delay,
  ]);
}

async function termsInSql(listingId: number, startDate: Night, takenAt = new Date()): Promise<Terms> {
  const { terms } = await one<{ terms: Terms }>(`SELECT cancellation_terms($1, $2, $3) AS terms`, [
    listingId,
    startDate,
    takenAt,
  ]);
  return terms;
}

const dates = fc.integer({ min: 0, max: 800 }).map((day) => addDays('2027-01-01', day));

test('a time of the clock is the instant PostgreSQL takes it for, also where clocks are changed', async () => {
  const times = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
  const skipped = [
    ['Europe/Lisbon', '2027-03-28', '01:30'],
    ['Europe/Lisbon', '2027-10-31', '01:30'],
    ['America/New_York', '2027-03-14', '02:30'],
    ['America/New_York', '2027-11-07', '01:00'],
    ['Australia/Lord_Howe', '2027-04-04', '01:45'],
    ['Australia/Lord_Howe', '2027-10-03', '02:15'],
  ] as const;
  const cases = [
    ...skipped,
    ...fc.sample(fc.tuple(fc.constantFrom(...zones), dates, times), { numRuns: 300, seed: 7 }),
  ];
  const { rows } = await prisma.pool.query<{ instant: Date }>(
    `SELECT (c.day::date + c.clock::time) AT TIME ZONE c.zone AS instant
     FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS c(zone, day, clock, place) ORDER BY c.place`,
    [0, 1, 2].map((part) => cases.map((each) => each[part])),
  );
  expect(cases.map(([zone, day, time]) => instantAt(zone, day, time))).toEqual(
    rows.map(({ instant }) => instant),
  );
});

const offsets: fc.Arbitrary<Offset> = fc.oneof(
  fc.record({ hours: fc.integer({ min: 0, max: 200 }) }),
  fc.record({
    days: fc.integer({ min: 0, max: 10 }),
    at: fc.constantFrom('00:00', '02:30', '18:00', '23:59'),
  }),
);
const fees: fc.Arbitrary<Fee> = fc.oneof(
  fc.record({ percent: fc.integer({ min: 0, max: 100 }) }),
  fc.record({ amountMinor: fc.integer({ min: 0, max: 50_000 }) }),
  fc.record({ nights: fc.integer({ min: 0, max: 5 }) }),
);
const policies = fc
  .tuple(fc.array(fc.record({ until: offsets, fee: fees }), { maxLength: 5 }), fees)
  .map(([steps, fee]): Step<Offset>[] => [...steps, { fee }]);

test('what is said of a stay is what its reservation has: policy, instants and fee', async () => {
  for (const timezone of zones) {
    const { listingId } = await createHotelWithRooms(prisma, { timezone });
    await prisma.$executeRaw`UPDATE hotel SET check_in_time = '15:00' WHERE listing_id = ${listingId}`;
    await fc.assert(
      fc.asyncProperty(
        policies,
        dates,
        fc.integer({ min: -300, max: 5 }),
        async (steps, startDate, hours) => {
          await setPolicy(listingId, steps);
          await setDefault(listingId, 'a');
          const frozen = await termsInSql(listingId, startDate);
          const policy: Policy = { code: 'a', name: 'A', version: frozen.version, steps, noShowFee: null };
          const beginsAt = instantAt(timezone, startDate, '15:00');
          expect(frozen).toEqual(toTerms(policy, { startDate, timezone, beginsAt }));

          const nightsMinor = [10_000n, 10_001n, 9_999n];
          const at = new Date(beginsAt.getTime() + hours * 3_600_000);
          const quote = nightsMinor.map((minor, n) => [1, addDays(startDate, n), 1, 0, 0, 0, Number(minor)]);
          const inSql = await one<{ fee: string; step: number; changes: Date | null }>(
            `SELECT fee_minor AS fee, step, changes_at AS changes FROM cancellation_fee_at($1, 30000, $2, $3)`,
            [JSON.stringify(frozen), JSON.stringify(quote), at],
          );
          const { feeMinor, step, changesAt } = feeAt(frozen, { totalMinor: 30_000n, nightsMinor }, at);
          expect([BigInt(inSql.fee), inSql.step, inSql.changes?.getTime()]).toEqual([
            feeMinor,
            step,
            changesAt === undefined ? undefined : Date.parse(changesAt),
          ]);
        },
      ),
      { numRuns: 25 },
    );
  }
});

test.each([
  ['no steps', []],
  ['an end at the last step', [{ until: { hours: 1 }, fee: { percent: 1 } }]],
  ['no end before the last', [{ fee: { percent: 1 } }, { fee: { percent: 1 } }]],
  ['two fees in one', [{ fee: { percent: 1, nights: 1 } }]],
  ['a fee of more than all', [{ fee: { percent: 101 } }]],
  ['a fee that is text', [{ fee: { percent: '50' } }]],
  ['a fee below nothing', [{ fee: { amountMinor: -1 } }]],
  [
    'a time that is none',
    [{ until: { days: 1, at: '25:00' }, fee: { percent: 0 } }, { fee: { percent: 1 } }],
  ],
  ['a text for steps', 'free'],
])('the database has no policy with %s', async (_what, steps) => {
  const { listingId } = await createHotelWithRooms(prisma);
  const setting = prisma.pool.query(
    `SELECT cancellation_policy_set($1, 'a', 'A', $2::jsonb, NULL, interval '0')`,
    [listingId, JSON.stringify(steps)],
  );
  await expect(setting).rejects.toThrow('cancellation_policy_steps_check');
});

const free: Step<Offset>[] = [{ until: { hours: 24 }, fee: { percent: 0 } }, { fee: { percent: 100 } }];
const dear: Step<Offset>[] = [{ fee: { percent: 100 } }];

test('a hotel without a policy is free until two days before, then costs everything', async () => {
  const { listingId } = await createHotelWithRooms(prisma);
  expect(await termsInSql(listingId, '2027-06-10')).toMatchObject({
    code: 'standard',
    steps: [{ until: '2027-06-08T15:00:00Z', fee: { percent: 0 } }, { fee: { percent: 100 } }],
  });
});

test('the night of arrival has the say; without a policy of its own the hotel has', async () => {
  const { listingId } = await createHotelWithRooms(prisma);
  await setPolicy(listingId, free, 'free');
  await setPolicy(listingId, dear, 'dear');
  await setDefault(listingId, 'free');
  const nights = (start: string, end: string, weekdays: number[] | null, code: string | null) =>
    one(`SELECT * FROM cancellation_policy_set_nights($1, $2, $3, $4, NULL, $5, interval '0')`, [
      listingId,
      start,
      end,
      weekdays,
      code,
    ]);
  const codes = (...days: string[]) =>
    Promise.all(days.map(async (day) => (await termsInSql(listingId, day)).code));
  // 2027-08-06 is a Friday.
  expect(await nights('2027-08-02', '2027-08-09', [5, 6], 'dear')).toEqual({
    outcome: 'set',
    nights_changed: 2,
  });
  expect(await codes('2027-08-05', '2027-08-06', '2027-08-07', '2027-08-08')).toEqual([
    'free',
    'dear',
    'dear',
    'free',
  ]);
  expect(await nights('2027-08-02', '2027-08-09', [5, 6], 'dear')).toEqual({
    outcome: 'set',
    nights_changed: 0,
  });
  expect(await nights('2027-08-06', '2027-08-07', null, null)).toEqual({ outcome: 'set', nights_changed: 1 });
  expect(await codes('2027-08-06', '2027-08-07')).toEqual(['free', 'dear']);
  expect(await nights('2027-08-06', '2027-08-07', null, 'none')).toMatchObject({
    outcome: 'policy_not_found',
  });
});

test('a change does not reach holds that were taken before, nor those of the seconds after it', async () => {
  const { listingId } = await createHotelWithRooms(prisma);
  await setPolicy(listingId, free, 'free');
  await setDefault(listingId, 'free');
  await prisma.$executeRaw`
    INSERT INTO hold (listing_id, hold_id, guest_id, status, start_date, end_date, created_at, expires_at, currency,
                      total_minor, quote)
    VALUES (${listingId}, gen_random_uuid(), 'ada', 'active', '2027-06-10', '2027-06-11', now(), now(), 'EUR', 1, '[]')`;
  await setPolicy(listingId, dear, 'dear');
  await setDefault(listingId, 'dear', '2 seconds');
  const now = Date.now();
  const known = await findKnownPolicies(prisma, listingId);
  for (const [after, code] of [
    [-60_000, 'standard'],
    [0, 'free'],
    [1_000, 'free'],
    [3_000, 'dear'],
  ] as const) {
    const takenAt = new Date(now + after);
    expect((await termsInSql(listingId, '2027-06-10', takenAt)).code).toBe(code);
    expect(known && termsFor(known, '2027-06-10', takenAt).code).toBe(code);
  }
});

/** A hold that was taken at this moment, of whatever. */
async function hold(listingId: number, date: Night): Promise<void> {
  await prisma.$executeRaw`
    INSERT INTO hold (listing_id, hold_id, guest_id, status, start_date, end_date, created_at, expires_at, currency,
                      total_minor, quote)
    VALUES (${listingId}, gen_random_uuid(), 'ada', 'active', ${date}::date, ${date}::date + 1, now(), now(), 'EUR', 1, '[]')`;
}

/** Until when canceling is free, for holds taken at an instant: in SQL, and as it is told. */
async function freeUntil(
  listingId: number,
  startDate: Night,
  takenAt: Date,
): Promise<(string | undefined)[]> {
  const known = await findKnownPolicies(prisma, listingId);
  const told = known && termsFor(known, startDate, takenAt);
  return [(await termsInSql(listingId, startDate, takenAt)).steps[0]?.until, told?.steps[0]?.until];
}

const changes: [string, () => Promise<{ listingId: number; date: Night; was: string; is: string }>][] = [
  [
    'check-in',
    async () => {
      const { listingId } = await createHotelWithRooms(prisma);
      await setPolicy(listingId, free);
      await setDefault(listingId, 'a');
      await hold(listingId, '2027-06-10');
      await prisma.hotel.update({ where: { listingId }, data: { checkInTime: '12:00' } });
      return { listingId, date: '2027-06-10', was: '2027-06-09T15:00:00Z', is: '2027-06-09T12:00:00Z' };
    },
  ],
  [
    'departure',
    async () => {
      const { flightId: listingId } = await createFlightWithCabins(prisma, []);
      await hold(listingId, departureDate);
      await prisma.flight.update({
        where: { listingId },
        data: {
          departsAt: new Date(`${departureDate}T16:00:00Z`),
          arrivesAt: new Date(`${departureDate}T18:00:00Z`),
        },
      });
      const before = addDays(departureDate, -1);
      return { listingId, date: departureDate, was: `${before}T10:00:00Z`, is: `${before}T16:00:00Z` };
    },
  ],
];

test.each(changes)(
  '%s that is moved moves nothing for holds that were taken before, nor for those of the seconds after',
  async (_what, change) => {
    const { listingId, date, was, is } = await change();
    const now = Date.now();
    for (const [after, until] of [
      [0, was],
      [1_000, was],
      [3_000, is],
    ] as const) {
      expect(await freeUntil(listingId, date, new Date(now + after))).toEqual([until, until]);
    }
  },
);

test('check-in of a hotel where nothing was ever held is moved at once', async () => {
  const { listingId } = await createHotelWithRooms(prisma);
  await setPolicy(listingId, free);
  await setDefault(listingId, 'a');
  await prisma.hotel.update({ where: { listingId }, data: { checkInTime: '12:00' } });
  const until = '2027-06-09T12:00:00Z';
  expect(await freeUntil(listingId, '2027-06-10', new Date())).toEqual([until, until]);
});

test('a moved check-in counts from when that is committed, however long ago it was written', async () => {
  const { listingId } = await createHotelWithRooms(prisma);
  await hold(listingId, '2027-06-10');
  const client = await prisma.pool.connect();
  await client.query('BEGIN');
  await client.query(`UPDATE hotel SET check_in_time = '12:00' WHERE listing_id = $1`, [listingId]);
  await client.query('SELECT pg_sleep(0.05)');
  const { rows } = await client.query<{ now: Date }>('SELECT clock_timestamp() AS now');
  await client.query('COMMIT');
  client.release();
  const { until } = await one<{ until: Date }>('SELECT until FROM listing_beginning WHERE listing_id = $1', [
    listingId,
  ]);
  expect(until.getTime()).toBeGreaterThanOrEqual((rows[0]?.now.getTime() ?? Infinity) + 2_000);
});

test('what the hold was told is what the reservation has, also when check-in is moved before it is paid', async () => {
  const { listingId, skuIds } = await openFrontDesk(prisma);
  await setPolicy(listingId, free);
  await setDefault(listingId, 'a');
  await saveCard(prisma, 'ada');
  const items = [{ skuId: skuIds[0] ?? 0, quantity: 1 }];
  const request = wish({ listingId, items, from: 9, guestId: 'ada' });
  await decide(holdTaker(prisma), [request]);
  await prisma.hotel.update({ where: { listingId }, data: { checkInTime: '20:00' } });
  const booking = new Booking(prisma, request);
  expect(await booking.do('begin')).toBe('begun');
  const { terms } = await one<{ terms: Terms }>(
    `SELECT cancellation_terms AS terms FROM reservation WHERE reservation_id = $1`,
    [booking.reservationId],
  );
  expect(terms.steps[0]?.until).toBe(`${addDays(today, 9)}T00:00:00Z`);
});

describe('a stay of three nights at 100.00 that begins at 15:00', () => {
  const terms: Terms = {
    code: 'a',
    name: 'A',
    version: 1,
    steps: [{ until: '2027-06-10T12:00:00Z', fee: { percent: 0 } }, { fee: { percent: 50 } }],
    noShowFee: { percent: 100 },
    beginsAt: '2027-06-10T15:00:00Z',
  };

  /** `[fee, step, until when]` of canceling at an instant. */
  async function feeDue(
    frozen: Terms,
    at: string,
    { total = 30_000, currency = 'EUR' } = {},
  ): Promise<[number, number, string | undefined]> {
    const due = await one<{ fee: string; step: number; changes: Date | null }>(
      `SELECT f.fee_minor AS fee, f.step, f.changes_at AS changes
       FROM jsonb_populate_record(NULL::reservation, jsonb_build_object(
         'listing_id', 1, 'reservation_id', gen_random_uuid(), 'start_date', '2027-06-10', 'total_minor', $1::bigint,
         'currency', $2::text, 'cancellation_terms', $3::jsonb
       )) r
       CROSS JOIN LATERAL reservation_fee_at(r, '[]', $4) f`,
      [total, currency, JSON.stringify(frozen), new Date(at)],
    );
    return [Number(due.fee), due.step, due.changes?.toISOString().slice(11, 16)];
  }

  test.each([
    ['2027-06-10T11:00:00Z', [0, 1, '12:00']],
    ['2027-06-10T14:59:59Z', [15_000, 2, '15:00']],
    ['2027-06-10T15:00:00Z', [30_000, 3, undefined]],
  ])('costs at %s: %j', async (at, due) => {
    expect(await feeDue(terms, at)).toEqual(due);
  });

  test('costs what its step says as long as there is one, also after arrival', async () => {
    const steps = [{ until: '2027-06-10T18:00:00Z', fee: { percent: 0 } }, { fee: { percent: 50 } }];
    expect(await feeDue({ ...terms, steps }, '2027-06-10T16:00:00Z')).toEqual([0, 1, '18:00']);
    expect(await feeDue({ ...terms, steps }, '2027-06-10T18:00:01Z')).toEqual([30_000, 3, undefined]);
  });

  test('costs whoever was not told when it begins what the last step says', async () => {
    const { beginsAt: _, ...untold } = terms;
    expect(await feeDue(untold, '2027-06-10T16:00:00Z')).toEqual([15_000, 2, undefined]);
  });

  test('never costs less for not having come', async () => {
    const kind = { ...terms, noShowFee: { percent: 10 } };
    expect(await feeDue(kind, '2027-06-10T14:00:00Z')).toEqual([15_000, 2, undefined]);
    expect(await feeDue(kind, '2027-06-10T16:00:00Z')).toEqual([15_000, 2, undefined]);
  });

  test('costs what can go back to a card', async () => {
    const fils = { total: 5_130, currency: 'KWD' };
    expect(await feeDue(terms, '2027-06-10T14:00:00Z', fils)).toEqual([2_560, 2, '15:00']);
    expect(await feeDue(terms, '2027-06-10T16:00:00Z', fils)).toEqual([5_130, 3, undefined]);
  });
});

test('what hotels of one policy say of a night is each its own where money, clock or check-in differ', async () => {
  const steps = [
    { until: { days: 2, at: '18:00' }, fee: { percent: 0 } },
    { fee: { amountMinor: 4_000 } },
  ] as const;
  const say = async ({ timezone = 'UTC', currency = 'EUR', checkIn = '15:00' }) => {
    const { listingId } = await createHotelWithRooms(prisma, { timezone, currency });
    await one(`UPDATE hotel SET check_in_time = $2 WHERE listing_id = $1 RETURNING 1`, [listingId, checkIn]);
    await one(`SELECT cancellation_policy_set($1, 'a', 'A', $2::jsonb, '{"percent": 100}', interval '0')`, [
      listingId,
      JSON.stringify(steps),
    ]);
    await setDefault(listingId, 'a');
    return getStayCancellation(prisma, { listingId, startDate: '2027-06-10', takenAt: new Date() });
  };
  const [first, same, yen, tokyo, late] = [
    await say({}),
    await say({}),
    await say({ currency: 'JPY' }),
    await say({ timezone: 'Asia/Tokyo' }),
    await say({ checkIn: '18:00' }),
  ];
  expect(first).toMatchObject({
    freeUntil: '2027-06-08T18:00:00.000Z',
    noShowFrom: '2027-06-10T15:00:00.000Z',
  });
  expect(first.words.join(' ')).toContain('40.00 EUR');
  expect(same).toEqual(first);
  expect(yen.words.join(' ')).toContain('4000 JPY');
  expect(tokyo.freeUntil).toBe('2027-06-08T09:00:00.000Z');
  expect(late.noShowFrom).toBe('2027-06-10T18:00:00.000Z');
});

test('terms say when the stay begins where not coming has a fee of its own, in SQL as in TypeScript', async () => {
  const { listingId } = await createHotelWithRooms(prisma, { timezone: 'Asia/Tokyo' });
  await prisma.$queryRaw`
    SELECT
      cancellation_policy_set(
        ${listingId}::integer, 'b', 'B', '[{"fee": {"percent": 30}}]', '{"percent": 100}', interval '0'
      ),
      cancellation_policy_set_default(${listingId}::integer, 'b', interval '0')`;
  const frozen = await termsInSql(listingId, '2027-06-10');
  expect(frozen.beginsAt).toBe('2027-06-10T06:00:00Z');
  const known = await findKnownPolicies(prisma, listingId);
  expect(known && termsFor(known, '2027-06-10', new Date())).toEqual(frozen);
});

test('a reservation from before there were steps keeps what it had', async () => {
  const { listingId } = await createHotelWithRooms(prisma);
  const { terms } = await one<{ terms: Terms }>(
    `SELECT reservation_terms(r) AS terms
     FROM jsonb_populate_record(NULL::reservation, jsonb_build_object(
       'listing_id', $1::integer, 'free_cancellation_until', '2027-06-08T15:00:00Z', 'cancellation_fee_nights', 1
     )) r`,
    [listingId],
  );
  expect(terms.steps).toEqual([
    { until: '2027-06-08T15:00:00+00:00', fee: { percent: 0 } },
    { fee: { nights: 1 } },
  ]);
});

test('a policy has versions: the same again is none', async () => {
  const { listingId } = await createHotelWithRooms(prisma);
  expect(await setPolicy(listingId, free)).toBe('added');
  expect(await setPolicy(listingId, free)).toBe('unchanged');
  expect(await setPolicy(listingId, dear)).toBe('changed');
  await setDefault(listingId, 'a');
  expect((await termsInSql(listingId, '2027-06-10')).version).toBe(2);
});

test('twenty changes at once are twenty versions', async () => {
  const { listingId } = await createHotelWithRooms(prisma);
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, (_, n) => setPolicy(listingId, [{ fee: { percent: n } }])),
  );
  expect(outcomes.filter((outcome) => outcome === 'added')).toHaveLength(1);
  expect(await prisma.cancellationPolicy.count({ where: { listingId } })).toBe(20);
});

test('a policy that is in use is not taken off the list', async () => {
  const { listingId } = await createHotelWithRooms(prisma);
  const retire = (code: string) =>
    one<{ outcome: string }>(`SELECT cancellation_policy_retire($1, $2) AS outcome`, [listingId, code]);
  await setPolicy(listingId, free, 'free');
  await setPolicy(listingId, dear, 'dear');
  await setDefault(listingId, 'free');
  expect(await retire('free')).toEqual({ outcome: 'in_use' });
  await prisma.pool.query(
    `SELECT cancellation_policy_set_nights($1, '2037-08-01', '2037-08-02', NULL, NULL, 'dear', interval '0')`,
    [listingId],
  );
  expect(await retire('dear')).toEqual({ outcome: 'in_use' });
  await setDefault(listingId, 'dear');
  expect(await retire('free')).toEqual({ outcome: 'retired' });
  expect(await retire('free')).toEqual({ outcome: 'not_found' });
  expect(await setDefault(listingId, 'free')).toEqual({ outcome: 'policy_not_found' });
  expect(await setPolicy(listingId, free, 'free')).toBe('added');
});
