import type { PricingRule } from './pricing-settings.js';
import {
  applicableRules,
  lineAmountMinor,
  metLimit,
  occupancyFactorBp,
  seatsLeftFactorBp,
} from './pricing.rules.js';

/** Nothing but the base price. */
const plain = { rateBp: 10_000, rules: [], occupancyBp: 10_000, minMinor: null, maxMinor: null };

test.each([
  [{ baseMinor: 10_000, quantity: 1, rateBp: 10_000, occupancyBp: 10_000 }, 10_000n],
  [{ baseMinor: 10_000, quantity: 2, rateBp: 12_500, occupancyBp: 11_000 }, 27_500n],
  [{ baseMinor: 1, quantity: 1, rateBp: 15_000, occupancyBp: 10_000 }, 2n],
  [{ baseMinor: 1, quantity: 1, rateBp: 14_999, occupancyBp: 10_000 }, 1n],
  [{ baseMinor: 0, quantity: 10, rateBp: 100_000, occupancyBp: 100_000 }, 0n],
  [{ baseMinor: 1_000_000_000, quantity: 10, rateBp: 100_000, occupancyBp: 100_000 }, 1_000_000_000_000n],
])('%j costs %d', (line, amount) => {
  expect(lineAmountMinor({ ...plain, ...line })).toBe(amount);
});

test.each([
  [5_124, 5_120n],
  [5_125, 5_130n],
  [5_120, 5_120n],
  [4, 0n],
  [0, 0n],
])('%i fils of a currency that is charged in tens are %d', (baseMinor, amount) => {
  expect(lineAmountMinor({ ...plain, baseMinor, quantity: 1 }, 10)).toBe(amount);
});

test('a line is rounded once, not per room', () => {
  const line = { ...plain, baseMinor: 1, rateBp: 14_000 };
  expect(lineAmountMinor({ ...line, quantity: 1 })).toBe(1n);
  expect(lineAmountMinor({ ...line, quantity: 2 })).toBe(3n);
});

const thresholds = [
  { thresholdPercent: 50, factorBp: 11_000 },
  { thresholdPercent: 95, factorBp: 15_000 },
  { thresholdPercent: 80, factorBp: 12_500 },
];

test.each([
  [49, 0, 10_000],
  [50, 0, 11_000],
  [40, 20, 11_000],
  [40, 19, 10_000],
  [80, 0, 12_500],
  [110, 0, 15_000],
])('with %i of 100 reserved and %i held the factor is %i', (reserved, held, factor) => {
  const occupancy = { total: 100, reserved, held, credit: 0, heldWeightPercent: 50 };
  expect(occupancyFactorBp(occupancy, thresholds)).toBe(factor);
});

test("a guest's own hold does not raise that guest's price", () => {
  const occupancy = { total: 100, reserved: 40, held: 20, heldWeightPercent: 50 };
  expect(occupancyFactorBp({ ...occupancy, credit: 0 }, thresholds)).toBe(11_000);
  expect(occupancyFactorBp({ ...occupancy, credit: 1 }, thresholds)).toBe(10_000);
});

test('where there is nothing to sell nothing is occupied, and nothing runs short', () => {
  const nothing = { total: 0, reserved: 0, held: 0, credit: 0, heldWeightPercent: 50 };
  const steps = [{ seatsLeft: 5, factorBp: 11_000 }];
  for (const row of [nothing, { ...nothing, reserved: 2, held: 1 }]) {
    expect(occupancyFactorBp(row, thresholds)).toBe(10_000);
    expect(seatsLeftFactorBp(row, steps)).toBe(10_000);
  }
});

describe('rules', () => {
  const rule = (changes: Partial<PricingRule>): PricingRule => ({
    ruleId: 1,
    name: 'rule',
    skuId: null,
    startDate: null,
    endDate: null,
    weekdays: 127,
    factorBp: 12_000,
    priority: 0,
    isFinal: false,
    ...changes,
  });
  const sunday = { skuId: 7, date: '2027-03-14' };
  const idsOf = (...rules: PricingRule[]) => applicableRules(rules, sunday).map(({ ruleId }) => ruleId);

  test.each([
    ['on its weekday', { weekdays: 0b100_0000 }, true],
    ['on no other', { weekdays: 0b011_1111 }, false],
    ['on its first night', { startDate: '2027-03-14', endDate: '2027-03-15' }, true],
    ['not on the day it ends', { startDate: '2027-03-01', endDate: '2027-03-14' }, false],
    ['not before it begins', { startDate: '2027-03-15' }, false],
    ['for its room type', { skuId: 7 }, true],
    ['for no other', { skuId: 8 }, false],
  ])('are applied %s', (_when, changes, isApplied) => {
    expect(idsOf(rule(changes))).toEqual(isApplied ? [1] : []);
  });

  test('are applied by priority, equal ones in the order they were made', () => {
    expect(
      idsOf(
        rule({ ruleId: 3 }),
        rule({ ruleId: 2 }),
        rule({ ruleId: 9, priority: 5 }),
        rule({ ruleId: 1, priority: -1 }),
      ),
    ).toEqual([9, 2, 3, 1]);
  });

  test('below the first final one are not applied', () => {
    expect(
      idsOf(
        rule({ ruleId: 1, priority: 3 }),
        rule({ ruleId: 2, priority: 2, isFinal: true }),
        rule({ ruleId: 3, priority: 1 }),
      ),
    ).toEqual([1, 2]);
  });
});

describe('a limit', () => {
  const line = { ...plain, baseMinor: 10_000, quantity: 3 };

  test.each([
    [{ minMinor: 12_000 }, 36_000n, { kind: 'minimum', priceMinor: 12_000 }],
    [{ maxMinor: 8_000 }, 24_000n, { kind: 'maximum', priceMinor: 8_000 }],
    [{ minMinor: 10_000, maxMinor: 10_000 }, 30_000n, undefined],
    [{ minMinor: 9_000, maxMinor: 11_000 }, 30_000n, undefined],
  ])('%j is of one unit', (limits, amount, met) => {
    expect(lineAmountMinor({ ...line, ...limits })).toBe(amount);
    expect(metLimit({ ...line, ...limits })).toEqual(met);
  });

  test('keeps a price within what the database can add up', () => {
    const rules = [1, 2, 3].map((ruleId) => ({ ruleId, name: '', factorBp: 100_000 }));
    expect(lineAmountMinor({ ...line, baseMinor: 1_000_000_000, rules })).toBe(300_000_000_000n);
  });
});

test.each([
  [{ total: 10, reserved: 4, held: 0 }, 10_000],
  [{ total: 10, reserved: 5, held: 0 }, 11_000],
  [{ total: 10, reserved: 4, held: 2 }, 11_000],
  [{ total: 10, reserved: 8, held: 0 }, 15_000],
  [{ total: 10, reserved: 12, held: 0 }, 15_000],
])('with %j the seats that are left make the price ×%i bp', (row, factor) => {
  const steps = [
    { seatsLeft: 5, factorBp: 11_000 },
    { seatsLeft: 2, factorBp: 15_000 },
  ];
  expect(seatsLeftFactorBp({ ...row, credit: 0, heldWeightPercent: 50 }, steps)).toBe(factor);
});
