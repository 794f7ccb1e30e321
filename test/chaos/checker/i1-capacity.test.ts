import type { EventFact, HoldFact, TotalFact } from './facts.js';
import { checkCapacity, limitOf, nightsOf } from './i1-capacity.js';
import { aHold, anEvent, messages } from './made-up.js';

const total = (units: number, changedAt = 0, changes: Partial<TotalFact> = {}): TotalFact => ({
  listingId: 1,
  skuId: 7,
  date: '2027-01-01',
  total: units,
  overbookingPercent: 0,
  changedAt,
  ...changes,
});
const check = (totals: TotalFact[], holds: HoldFact[], events: EventFact[]) =>
  messages(checkCapacity({ totals, holds, events }));

const first = aHold({ holdId: 'h1' });
const second = aHold({ holdId: 'h2' });
const taken = [anEvent('h1', 'hold.created', 1), anEvent('h2', 'hold.created', 2)];

test('two holds of the last room are reported', () => {
  expect(check([total(1)], [first, second], taken)).toEqual([
    'hold h2 made 2 of 1 on 1/7/2027-01-01 (listing/SKU/date)',
  ]);
});

test('as many as there are is no violation', () => {
  expect(check([total(2)], [first, second], taken)).toEqual([]);
});

test('what was given back can be taken again, also at that very moment', () => {
  const events = [
    anEvent('h1', 'hold.created', 1),
    anEvent('h1', 'hold.released', 5),
    anEvent('h2', 'hold.created', 5),
  ];
  expect(check([total(1)], [first, second], events)).toEqual([]);
});

test('a hold that was given back too late is reported', () => {
  const events = [
    anEvent('h1', 'hold.created', 1),
    anEvent('h2', 'hold.created', 5),
    anEvent('h1', 'hold.expired', 6),
  ];
  expect(check([total(1)], [first, second], events)).toHaveLength(1);
});

test('a total that is lowered under live holds is allowed, taking one more then is not', () => {
  expect(check([total(2), total(0, 3)], [first, second], taken)).toEqual([]);
  expect(check([total(2), total(1, 1.5)], [first, second], taken)).toHaveLength(1);
});

test('a confirmed hold goes on counting, a canceled one does not', () => {
  const confirmed = [anEvent('h1', 'hold.created', 1), anEvent('h1', 'hold.confirmed', 2)];
  const canceled = [...confirmed, anEvent('h1', 'hold.canceled', 3)];
  const next = anEvent('h2', 'hold.created', 4);
  expect(check([total(1)], [first, second], [...confirmed, next])).toHaveLength(1);
  expect(check([total(1)], [first, second], [...canceled, next])).toEqual([]);
});

test('late money that takes its units again is judged like a new hold', () => {
  const events = [
    anEvent('h1', 'hold.created', 1),
    anEvent('h1', 'hold.expired', 2),
    anEvent('h2', 'hold.created', 3),
    anEvent('h1', 'hold.confirmed', 4, { cause: 'late_money' }),
  ];
  expect(check([total(1)], [first, second], events)).toEqual([
    'hold h1 made 2 of 1 on 1/7/2027-01-01 (listing/SKU/date)',
  ]);
});

test('the day of departure is free for the next guest', () => {
  const before = aHold({ holdId: 'h1', startDate: '2026-12-31', endDate: '2027-01-01' });
  const totals = [total(1), total(1, 0, { date: '2026-12-31' })];
  expect(check(totals, [before, second], taken)).toEqual([]);
  expect(nightsOf({ startDate: '2026-12-31', endDate: '2027-01-02' })).toEqual(['2026-12-31', '2027-01-01']);
});

test('a row that nothing is known of has nothing to sell', () => {
  expect(check([], [first], taken.slice(0, 1))).toHaveLength(1);
});

test('ten percent more may be sold, rounded down', () => {
  expect([1, 9, 10, 19, 20].map((units) => limitOf(units, 10))).toEqual([1, 9, 11, 20, 22]);
});
