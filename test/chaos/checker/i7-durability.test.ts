import type { Operation } from '../history.js';
import type { HoldFact, ReservationFact } from './facts.js';
import { checkDurability, checkSettled } from './i7-durability.js';
import { aHold, anOperation, aReservation, messages } from './made-up.js';

const check = (
  operations: Operation[],
  { holds = [aHold()], reservations = [] }: { holds?: HoldFact[]; reservations?: ReservationFact[] } = {},
) => messages(checkDurability(operations, { holds, reservations }));
const read = (reservationStatus: string, changes: Partial<Operation> = {}) =>
  anOperation({ kind: 'readReservation', seen: [{ reservationId: 'r1', reservationStatus }], ...changes });

test('an acknowledged hold that is there is in order, whatever became of it', () => {
  for (const status of ['active', 'paying', 'confirmed', 'released', 'expired', 'canceled']) {
    expect(check([anOperation()], { holds: [aHold({ status })] })).toEqual([]);
  }
});

test('an acknowledged hold that is lost, or costs something else, is reported', () => {
  expect(check([anOperation()], { holds: [] })).toContain('hold h1 was acknowledged and is not there');
  expect(check([anOperation()], { holds: [aHold({ totalMinor: 101 })] })).toEqual([
    'hold h1 has another price than was told',
  ]);
});

test('a release that was acknowledged and undone is reported', () => {
  const released = anOperation({ kind: 'release', about: 'h1', status: 204, seen: [] });
  expect(check([released], { holds: [aHold({ status: 'released' })] })).toEqual([]);
  expect(check([released], { holds: [aHold({ status: 'expired' })] })).toEqual([
    'hold h1 was released, and is not',
  ]);
});

test('an extension that was acknowledged and is not there is reported', () => {
  const until = new Date(20_000).toISOString();
  const extended = anOperation({
    kind: 'extend',
    about: 'h1',
    status: 200,
    seen: [{ holdId: 'h1', expiresAt: until }],
  });
  expect(check([extended], { holds: [aHold({ isExtended: true, expiresAt: 20_000.4 })] })).toEqual([]);
  expect(check([extended], { holds: [aHold({ isExtended: true, expiresAt: 10_000 })] })).toHaveLength(1);
  expect(check([extended], { holds: [aHold({ expiresAt: 20_000 })] })).toHaveLength(1);
});

test('a swap that left the old hold alive is reported', () => {
  const swap = anOperation({ kind: 'swap', about: 'h0', seen: [{ holdId: 'h1', totalMinor: 100 }] });
  const replaced = aHold({ replacesHoldId: 'h0' });
  const old = (status: string) => aHold({ holdId: 'h0', status });
  expect(check([swap], { holds: [replaced, old('released')] })).toEqual([]);
  expect(check([swap], { holds: [replaced, old('active')] })).toHaveLength(1);
});

test('a paid reservation that is lost, or waits again, is reported', () => {
  const paid = read('paid');
  expect(check([paid])).toEqual(['reservation r1 was acknowledged and is not there']);
  expect(check([paid], { reservations: [aReservation({ status: 'refunded' })] })).toEqual([]);
  expect(check([paid], { reservations: [aReservation({ status: 'pending' })] })).toEqual([
    'reservation r1 was paid, and pending afterwards',
  ]);
});

test('two answers that went backwards are reported, unless they overlapped or one repeats the past', () => {
  const reservations = [aReservation({ status: 'canceled' })];
  const canceled = read('canceled', { invokedAt: 1, completedAt: 2 });
  const paid = read('paid', { invokedAt: 3, completedAt: 4 });
  expect(check([canceled, paid], { reservations })).toEqual([
    'reservation r1 was canceled, and paid afterwards',
  ]);
  expect(check([canceled, { ...paid, invokedAt: 1.5 }], { reservations })).toEqual([]);
  expect(check([canceled, { ...paid, isReplayed: true }], { reservations })).toEqual([]);
});

test('an outcome that stayed unknown is reported', () => {
  expect(messages(checkSettled([{ path: '/v1/holds', intent: 'i' }]))).toEqual([
    'the outcome of /v1/holds (i) is still unknown',
  ]);
});

test('an offer may cost another sum later, as long as that is no more than its guest has agreed to', () => {
  const cost = (totalMinor: number) => aHold({ offerId: 'off_1', maxTotalMinor: 120, totalMinor });
  expect(check([anOperation()], { holds: [cost(110)] })).toEqual([]);
  expect(check([anOperation()], { holds: [cost(121)] })).toEqual(['hold h1 has another price than was told']);
});

test('a hold is not extended beyond the time the supplier keeps its seats', () => {
  const extended = anOperation({
    kind: 'extend',
    about: 'h1',
    status: 200,
    seen: [{ holdId: 'h1', expiresAt: new Date(20_000).toISOString() }],
  });
  const held = (spaceUntil: number) => aHold({ isExtended: true, expiresAt: 15_000, spaceUntil });
  expect(check([extended], { holds: [held(15_000)] })).toEqual([]);
  expect(check([extended], { holds: [held(18_000)] })).toEqual([
    `hold h1 was extended to ${new Date(20_000).toISOString()}, and is not`,
  ]);
});
