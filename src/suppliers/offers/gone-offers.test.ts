import { SupplierRefused, SupplierUnknown, type RefusalReason } from '../supplier.errors.js';
import { GoneOffers } from './gone-offers.js';

const facts = { supplier: 'duffel', call: 'createOrder' };
const refused = (reason: RefusalReason) =>
  new SupplierRefused({ reason, supplierCode: reason, supplierMessage: '' }, facts);

test.each<[RefusalReason, boolean]>([
  ['sold_out', true],
  ['offer_expired', true],
  ['not_found', true],
  ['price_changed', false],
  ['invalid_passenger', false],
  ['instant_payment_required', false],
])('an offer refused as %s is gone: %s', (reason, isGone) => {
  const offers = new GoneOffers();
  offers.note('off_1', refused(reason));
  expect([offers.has('off_1'), offers.has('off_2')]).toEqual([isGone, false]);
});

test('an answer that was lost says nothing of the offer', () => {
  const offers = new GoneOffers();
  offers.note('off_1', new SupplierUnknown('timeout', '', facts));
  expect(offers.has('off_1')).toBe(false);
});

test('they are not remembered without end', () => {
  const offers = new GoneOffers();
  for (let n = 0; n <= 10_000; n += 1) offers.note(`off_${n}`, refused('sold_out'));
  expect([offers.has('off_0'), offers.has('off_1'), offers.has('off_10000')]).toEqual([false, true, true]);
});
