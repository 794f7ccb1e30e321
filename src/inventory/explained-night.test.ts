import fc from 'fast-check';
import { closedNight, explainNight, noOverbookingCap, unitsThere } from './explained-night.js';

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
      expect(shown.short).toBe(Math.max(0, shown.reserved - unitsThere(shown)));
      expect(unitsThere(shown)).toBeLessThanOrEqual(shown.total);
    }),
  );
});

test.each([
  ['its rooms', { rooms: 10, outOfOrder: 0, total: 10 }, 10],
  ['but none that is out of order', { rooms: 10, outOfOrder: 3, total: 7 }, 7],
  ['nor what was added to them by hand', { rooms: 10, outOfOrder: 3, total: 17 }, 7],
  ['nor what was taken away by hand, though there is the room', { rooms: 10, outOfOrder: 0, total: 8 }, 8],
  ['and the total where no rooms are known', { rooms: 0, outOfOrder: 0, total: 20 }, 20],
])('for guests who have paid a night has %s', (_which, night, there) => {
  expect(unitsThere(night)).toBe(there);
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
