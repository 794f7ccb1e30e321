import fc from 'fast-check';
import { createHotelWithRooms } from '../../test/support/hotel.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import type { PrismaService } from '../database/prisma.service.js';
import { instantAt } from '../stays/local-instant.js';
import { addDays, type Night } from '../stays/night.js';
import { feeAt, type Fee, type Offset, type Policy, type Step, type Terms } from './cancellation.rules.js';
import { findKnownPolicies, termsFor } from './known-policies.views.js';
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
