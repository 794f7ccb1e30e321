import { lineAmountMinor, occupancyFactorBp } from './pricing.rules.js';

test.each([
  [{ baseMinor: 10_000, quantity: 1, rateBp: 10_000, occupancyBp: 10_000 }, 10_000n],
  [{ baseMinor: 10_000, quantity: 2, rateBp: 12_500, occupancyBp: 11_000 }, 27_500n],
  [{ baseMinor: 1, quantity: 1, rateBp: 15_000, occupancyBp: 10_000 }, 2n],
  [{ baseMinor: 1, quantity: 1, rateBp: 14_999, occupancyBp: 10_000 }, 1n],
  [{ baseMinor: 0, quantity: 10, rateBp: 100_000, occupancyBp: 100_000 }, 0n],
  [{ baseMinor: 1_000_000_000, quantity: 10, rateBp: 100_000, occupancyBp: 100_000 }, 1_000_000_000_000n],
])('%j costs %d', (line, amount) => {
  expect(lineAmountMinor(line)).toBe(amount);
});

test('a line is rounded once, not per room', () => {
  const line = { baseMinor: 1, rateBp: 14_000, occupancyBp: 10_000 };
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
