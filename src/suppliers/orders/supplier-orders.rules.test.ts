import { refundToCard } from './refund-to-card.rules.js';
import { isSupplierListing, laneOf, readReference, toShownState } from './supplier-orders.rules.js';

test('an offer always has the same lane, and all lanes are alike used', () => {
  const offers = Array.from({ length: 4_000 }, (_, index) => `off_0000${index.toString(36)}`);
  const counts = new Map<number, number>();
  for (const offer of offers) {
    expect(laneOf(offer, 16)).toBe(laneOf(offer, 16));
    counts.set(laneOf(offer, 16), (counts.get(laneOf(offer, 16)) ?? 0) + 1);
  }
  expect(counts.size).toBe(16);
  expect(Math.max(...counts.values())).toBeLessThan(400);
});

test('a reference says hold and order; what is not ours is none', () => {
  const holdId = '0199a2d0-6b1c-8f00-9a3e-52d777359401';
  expect(readReference(`${holdId}-2`)).toEqual({ holdId, attempt: 2 });
  for (const other of ['', holdId, `${holdId}-`, `${holdId}-x`, `x${holdId}-1`, `${holdId}-1/ord_1`]) {
    expect(readReference(other)).toBeUndefined();
  }
});

test('a listing is a supplier’s by its id alone', () => {
  expect([1, 1_999_999_999, 2_000_000_000, 2_000_000_016].map(isSupplierListing)).toEqual([
    false,
    false,
    true,
    true,
  ]);
});

test('whether an answer was lost is what a guest is told, not how', () => {
  expect(([null, 'creating', 'paying', 'not_made', 'releasing'] as const).map(toShownState)).toEqual([
    'none',
    'unknown',
    'unknown',
    'none',
    'ended',
  ]);
});

test.each([
  ['what the supplier gives back', { refund: { amount: 500, currency: 'EUR' }, refundTo: 'balance' }, 500],
  [
    'not what the airline gives the traveller',
    { refund: { amount: 500, currency: 'EUR' }, refundTo: 'voucher' },
    0,
  ],
  ['unknown while the airline does not say', { refund: null, refundTo: 'balance' }, null],
  [
    'unknown where it goes nobody knows',
    { refund: { amount: 500, currency: 'EUR' }, refundTo: 'unknown' },
    null,
  ],
  ['unknown in another currency', { refund: { amount: 500, currency: 'USD' }, refundTo: 'card' }, null],
] as const)('the card gets %s', (_what, quote, expected) => {
  expect(refundToCard(quote, 'EUR')).toBe(expected);
});
