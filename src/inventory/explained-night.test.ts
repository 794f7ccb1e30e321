import fc from 'fast-check';
import { closedNight, explainNight, noOverbookingCap } from './explained-night.js';

const counts = fc
  .record({
    rooms: fc.nat(300),
    outOfOrder: fc.nat(300),
    offset: fc.integer({ min: -50, max: 50 }),
    overbookingPercent: fc.nat(100),
    overbookingCap: fc.oneof(fc.nat(20), fc.constant(noOverbookingCap)),
    reserved: fc.nat(300),
    held: fc.nat(50),
  })
  .map(({ offset, ...rest }) => {
    const outOfOrder = Math.min(rest.rooms, rest.outOfOrder);
    const total = Math.max(0, rest.rooms - outOfOrder + offset);
    const limit = Math.min(
      Math.floor((total * (100 + rest.overbookingPercent)) / 100),
      total + rest.overbookingCap,
    );
    return { ...rest, skuId: 1, date: '2027-03-14', outOfOrder, total, limit };
  });

test('the numbers of a night add up, whatever they are', () => {
  fc.assert(
    fc.property(counts, (night) => {
      const shown = explainNight(night);
      expect(shown.rooms - shown.outOfOrder + shown.adjustment).toBe(shown.total);
      expect(shown.total + shown.overbookingAllowance).toBe(shown.limit);
      expect(shown.limit - shown.reserved - shown.held).toBe(shown.available - shown.oversoldBy);
      expect(Math.min(shown.available, shown.oversoldBy)).toBe(0);
      expect(shown.overbookingAllowance).toBeLessThanOrEqual(
        shown.overbookingCap ?? Number.POSITIVE_INFINITY,
      );
      expect(shown.short).toBe(Math.max(0, shown.reserved - shown.total));
    }),
  );
});

test('a date nothing was opened for has nothing', () => {
  expect(closedNight('2027-03-14')).toMatchObject({
    rooms: 0,
    total: 0,
    limit: 0,
    available: 0,
    adjustment: 0,
  });
});
