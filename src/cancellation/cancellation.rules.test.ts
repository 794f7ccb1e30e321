import fc from 'fast-check';
import {
  feeAt,
  feeMinor,
  findStepFaults,
  type Fee,
  type Offset,
  type Step,
  type Terms,
} from './cancellation.rules.js';

const fees: fc.Arbitrary<Fee> = fc.oneof(
  fc.record({ percent: fc.integer({ min: 0, max: 100 }) }),
  fc.record({ amountMinor: fc.integer({ min: 0, max: 2_000_000 }) }),
  fc.record({ nights: fc.integer({ min: 0, max: 60 }) }),
);
const instants = fc.integer({ min: Date.parse('2027-01-01'), max: Date.parse('2027-12-31') });

/** Steps as they come out of any policy: their ends need not even be in order. */
const anyTerms: fc.Arbitrary<Terms> = fc
  .tuple(fc.array(fc.tuple(instants, fees), { maxLength: 5 }), fees)
  .map(([steps, last]) => ({
    code: 'any',
    name: 'Any',
    version: 1,
    noShowFee: null,
    steps: [...steps.map(([until, fee]) => ({ until: new Date(until).toISOString(), fee })), { fee: last }],
  }));
const paid = fc
  .array(fc.bigInt({ min: 0n, max: 500_000n }), { minLength: 1, maxLength: 60 })
  .map((nightsMinor) => ({
    nightsMinor,
    totalMinor: nightsMinor.reduce((sum, night) => sum + night, 0n),
  }));

test('a refund is never less than nothing and never more than was paid', () => {
  fc.assert(
    fc.property(anyTerms, paid, instants, (terms, price, at) => {
      const refund = price.totalMinor - feeAt(terms, price, new Date(at)).feeMinor;
      expect(refund >= 0n && refund <= price.totalMinor).toBe(true);
    }),
  );
});

test('who waits gets no more back', () => {
  fc.assert(
    fc.property(anyTerms, paid, fc.tuple(instants, instants), (terms, price, moments) => {
      const [sooner, later] = moments
        .toSorted((a, b) => a - b)
        .map((at) => feeAt(terms, price, new Date(at)));
      expect(sooner !== undefined && later !== undefined && sooner.feeMinor <= later.feeMinor).toBe(true);
      expect((sooner?.step ?? 0) <= (later?.step ?? 0)).toBe(true);
    }),
  );
});

test('it stays as it is until the instant that is named, to the millisecond', () => {
  fc.assert(
    fc.property(anyTerms, paid, instants, (terms, price, at) => {
      const now = feeAt(terms, price, new Date(at));
      if (now.changesAt === undefined) return;
      const end = Date.parse(now.changesAt);
      expect(feeAt(terms, price, new Date(end))).toEqual(now);
      expect(feeAt(terms, price, new Date(end + 1)).step).toBeGreaterThan(now.step);
    }),
  );
});

const stay = { totalMinor: 30_001n, nightsMinor: [10_000n, 10_001n, 10_000n] };
test.each<[string, Fee, bigint]>([
  ['a percentage, rounded half up', { percent: 50 }, 15_001n],
  ['an amount', { amountMinor: 2_500 }, 2_500n],
  ['an amount, but no more than was paid', { amountMinor: 99_999 }, 30_001n],
  ['the first nights at what they cost', { nights: 2 }, 20_001n],
  ['no more nights than there are', { nights: 9 }, 30_001n],
  ['no night', { nights: 0 }, 0n],
])('a fee is %s', (_what, fee, minor) => {
  expect(feeMinor(fee, stay)).toBe(minor);
});

const free: Fee = { percent: 0 };
const all: Fee = { percent: 100 };
test.each<[string, Step<Offset>[], string | undefined]>([
  ['one step without an end', [{ fee: all }], undefined],
  [
    'steps that follow each other',
    [{ until: { hours: 72 }, fee: free }, { until: { hours: 24 }, fee: free }, { fee: all }],
    undefined,
  ],
  [
    'hours after days',
    [{ until: { days: 3, at: '18:00' }, fee: free }, { until: { hours: 24 }, fee: free }, { fee: all }],
    undefined,
  ],
  [
    'a later time of the same day',
    [
      { until: { days: 1, at: '12:00' }, fee: free },
      { until: { days: 1, at: '18:00' }, fee: free },
      { fee: all },
    ],
    undefined,
  ],
  ['an end at its last step', [{ until: { hours: 1 }, fee: all }], 'last step'],
  ['a step without an end before the last', [{ fee: free }, { fee: all }], 'every step but the last'],
  [
    'the same end twice',
    [{ until: { hours: 24 }, fee: free }, { until: { hours: 24 }, fee: free }, { fee: all }],
    'later',
  ],
  [
    'an earlier time of the same day',
    [
      { until: { days: 1, at: '18:00' }, fee: free },
      { until: { days: 1, at: '12:00' }, fee: free },
      { fee: all },
    ],
    'later',
  ],
])('a policy with %s is judged', (_what, steps, reason) => {
  const messages = findStepFaults(steps).map(({ message }) => message);
  expect(messages).toHaveLength(reason === undefined ? 0 : 1);
  expect(messages.join()).toContain(reason ?? '');
});
