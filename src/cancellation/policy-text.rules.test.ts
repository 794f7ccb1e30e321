import fc from 'fast-check';
import type { Fee, Offset } from './cancellation.rules.js';
import { PolicyTextFault, readFeeText, readStepsText, stepsText } from './policy-text.rules.js';
import { policyWords, termsWords } from './policy-words.rules.js';

test.each([
  ['72h=0%;1n', [{ until: { hours: 72 }, fee: { percent: 0 } }, { fee: { nights: 1 } }]],
  [
    '3d18:00=0%; 1d18:00=25.50; 100%',
    [
      { until: { days: 3, at: '18:00' }, fee: { percent: 0 } },
      { until: { days: 1, at: '18:00' }, fee: { amountMinor: 2_550 } },
      { fee: { percent: 100 } },
    ],
  ],
  ['100%', [{ fee: { percent: 100 } }]],
])('"%s" is a policy', (text, steps) => {
  expect(readStepsText(text, 'EUR')).toEqual(steps);
});

test.each([
  '',
  '101%',
  '72h',
  '72h=0%',
  '0%;100%',
  '9999h=0%;1n',
  '3d=0%;1n',
  '3d25:00=0%;1n',
  '1.234',
  '-5',
  '24h=0%;72h=0%;1n',
  '1h=0%;'.repeat(7),
  'free',
])('"%s" is none, and it is said why', (text) => {
  expect(() => readStepsText(text, 'EUR')).toThrow(PolicyTextFault);
});

test('amounts have the decimals of their currency', () => {
  expect(readStepsText('5000', 'JPY')).toEqual([{ fee: { amountMinor: 5_000 } }]);
  expect(() => readStepsText('5000.5', 'JPY')).toThrow(PolicyTextFault);
  expect(readStepsText('1.250', 'KWD')).toEqual([{ fee: { amountMinor: 1_250 } }]);
});

test('what is written is read as it was', () => {
  const fees: fc.Arbitrary<Fee> = fc.oneof(
    fc.record({ percent: fc.integer({ min: 0, max: 100 }) }),
    fc.record({ nights: fc.integer({ min: 0, max: 60 }) }),
    fc.record({ amountMinor: fc.integer({ min: 0, max: 9_999_999_999 }) }),
  );
  const descending = fc
    .uniqueArray(fc.integer({ min: 0, max: 365 }), { maxLength: 5 })
    .map((days) => days.toSorted((a, b) => b - a));
  fc.assert(
    fc.property(
      descending,
      fc.array(fees, { minLength: 6, maxLength: 6 }),
      fc.boolean(),
      (ends, costs, byDay) => {
        const steps = [...ends, undefined].map((end, index) => {
          const fee = costs[index] ?? { percent: 0 };
          const until: Offset | undefined =
            end === undefined ? undefined : byDay ? { days: end, at: '18:00' } : { hours: end };
          return until === undefined ? { fee } : { until, fee };
        });
        expect(readStepsText(stepsText(steps, 'EUR'), 'EUR')).toEqual(steps);
      },
    ),
  );
});

test.each([
  ['100%', ['Non-refundable: canceling costs the whole price.']],
  [
    '3d18:00=0%;24h=30%;25',
    [
      'Until 18:00, 3 days before arrival canceling costs nothing.',
      'Until 24 hours before arrival canceling costs 30 % of the price.',
      'After that it costs 25.00 EUR.',
    ],
  ],
])('"%s" in words', (text, words) => {
  const policy = { code: 'a', name: 'A', version: 1, noShowFee: null, steps: readStepsText(text, 'EUR') };
  expect(policyWords(policy, { currency: 'EUR', timezone: 'UTC', kind: 'hotel' })).toEqual(words);
});

describe('not coming, in words', () => {
  const said = { currency: 'EUR', timezone: 'Europe/Lisbon', kind: 'hotel' } as const;
  const policy = (steps: string, fee: string) => ({
    code: 'a',
    name: 'A',
    version: 1,
    noShowFee: readFeeText(fee, 'EUR'),
    steps: readStepsText(steps, 'EUR'),
  });

  test.each([
    ['24h=0%;50%', '100%', 'when check-in has begun, pays the whole price.'],
    [
      '24h=0%;50%',
      '1n',
      'when check-in has begun, pays the price of the first night, but never less than for canceling before.',
    ],
    ['0d18:00=0%;50%', '100%', 'when check-in has begun and these times are over, pays the whole price.'],
  ])('of "%s" and "%s"', (steps, fee, words) => {
    expect(policyWords(policy(steps, fee), said).at(-1)).toBe(`Whoever does not come, or cancels ${words}`);
  });

  test('of a flight', () => {
    expect(policyWords(policy('24h=0%;50%', '100%'), { ...said, kind: 'flight' }).at(-1)).toBe(
      'Whoever does not come, or cancels after departure, pays the whole price.',
    );
  });

  test.each([
    ['2027-06-10T11:00:00Z', '2027-06-10 15:00'],
    ['2027-06-10T17:00:00Z', '2027-06-10 18:00'],
  ])('of a stay whose last step begins at %s: from when it counts', (until, from) => {
    const terms = {
      ...policy('50%', '100%'),
      steps: [{ until, fee: { percent: 0 } }, { fee: { percent: 50 } }],
      beginsAt: '2027-06-10T14:00:00Z',
    };
    expect(termsWords(terms, said).at(-1)).toBe(
      `Whoever does not come, or cancels after ${from} (Europe/Lisbon), pays the whole price.`,
    );
  });
});
