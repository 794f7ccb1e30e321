import { answerForFree, freePaymentId, isFreePayment } from './free-of-charge.rules.js';

const payment = { paymentId: '019c2f40-7e1a-7d11-9c3e-5f2a00000001', currency: 'ISK' };

test('a payment of nothing says by its id what it is of', () => {
  const id = freePaymentId(payment);
  expect(isFreePayment(id)).toBe(true);
  for (const kind of ['authorised', 'captured'] as const) {
    expect(answerForFree(id, kind)).toEqual({
      kind,
      providerPaymentId: id,
      money: { amountMinor: 0, currency: 'ISK' },
    });
  }
});

test.each(['pi_3Mt', 'free_', 'free_isk_1', 'pi_free_ISK_1'])('%s is the provider’s', (id) => {
  expect(isFreePayment(id)).toBe(false);
  expect(answerForFree(id, 'captured')).toBeUndefined();
});
