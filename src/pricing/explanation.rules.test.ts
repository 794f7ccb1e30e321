import { explainPrice } from './explanation.rules.js';
import { readFrozenQuote } from './frozen-quote.js';
import type { PricingSettings } from './pricing-settings.js';

const settings: PricingSettings = {
  heldWeightPercent: 50,
  occupancy: [
    { skuId: 0, thresholdPercent: 50, factorBp: 11_000 },
    { skuId: 2, thresholdPercent: 10, factorBp: 13_000 },
  ],
  rules: [
    {
      ruleId: 5,
      name: 'Weekend',
      skuId: null,
      startDate: null,
      endDate: null,
      weekdays: 0b110_0000,
      factorBp: 12_000,
      priority: 0,
      isFinal: false,
    },
  ],
  seatsLeft: [{ cabinSkuId: 9, seatsLeft: 3, factorBp: 15_000 }],
};
const revisions = new Map([[4, settings]]);
const weekend = [[5, 12_000, 'Weekend']];

function explain(kind: 'hotel' | 'flight', quote: unknown[], totalMinor: number) {
  return explainPrice({ kind, currency: 'EUR', totalMinor, lines: readFrozenQuote(quote) }, revisions);
}

test('a price comes out again from the counts it was made from, and from the rules of its revision', () => {
  const quote = [
    [1, '2027-03-14', 1, 10_000, 10_000, 11_000, 13_200, '4:10:4:3:1', { rules: weekend }],
    [2, '2027-03-15', 2, 10_000, 12_500, 13_000, 32_500, '4:10:1:0:0'],
  ];
  expect(explain('hotel', quote, 45_700)).toMatchObject({ agrees: true, isComplete: true });
});

test('a seat is made again by the seats left in its cabin', () => {
  const quote = [
    [12, '2027-03-15', 1, 10_000, 10_000, 15_000, 12_000, '4:10:7:0:0', { cabin: 9, max: 12_000 }],
  ];
  expect(explain('flight', quote, 12_000)).toMatchObject({
    agrees: true,
    isComplete: true,
    lines: [{ limit: { kind: 'maximum', priceMinor: 12_000 } }],
  });
});

test.each([
  [
    'an occupancy that was not',
    [1, '2027-03-15', 1, 10_000, 10_000, 12_000, 12_000, '4:10:5:0:0'],
    'occupancyBp',
  ],
  ['a rule that was left out', [1, '2027-03-14', 1, 10_000, 10_000, 10_000, 10_000, '4:10:0:0:0'], 'rules'],
  [
    'an amount that is wrong',
    [1, '2027-03-15', 1, 10_000, 10_000, 10_000, 10_001, '4:10:0:0:0'],
    'amountMinor',
  ],
])('%s is found out', (_what, line, stage) => {
  const explained = explain('hotel', [line], Number(line[6]));
  expect(explained.agrees).toBe(false);
  expect(explained.lines[0]).toMatchObject({ [stage]: { agrees: false } });
});

test('a total that is not the sum of its lines is found out', () => {
  const quote = [[1, '2027-03-15', 1, 10_000, 10_000, 10_000, 10_000, '4:10:0:0:0']];
  expect(explain('hotel', quote, 9_000)).toMatchObject({ agrees: false, totalMinor: { agrees: false } });
});

test('of a quote from before inputs were kept the amount is made again, and it is said that no more can be', () => {
  const explained = explain('hotel', [[1, '2027-03-14', 1, 10_000, 10_000, 15_000, 15_000]], 15_000);
  expect(explained).toMatchObject({ agrees: true, isComplete: false });
  expect(explained.lines[0]?.occupancyBp).toEqual({
    frozen: 15_000,
    recomputed: undefined,
    agrees: undefined,
  });
});

test('a line that was moved to another room type is made again as one of the type it was made for', () => {
  const moved = [7, '2027-03-15', 1, 10_000, 10_000, 13_000, 13_000, '4:10:1:0:0', { pricedAs: 2 }];
  expect(explain('hotel', [moved], 13_000)).toMatchObject({
    agrees: true,
    isComplete: true,
    lines: [{ line: { skuId: 7, pricedAsSkuId: 2 } }],
  });
});

test('of one that was moved before its inputs were kept the stages are taken as they were', () => {
  const moved = [7, '2027-03-14', 1, 10_000, 10_000, 15_000, 18_000, null, { rules: weekend }];
  const explained = explain('hotel', [moved], 18_000);
  expect(explained).toMatchObject({ agrees: true, isComplete: false });
  expect(explained.lines[0]?.rules).toMatchObject({ frozen: [{ name: 'Weekend' }], agrees: undefined });
});
