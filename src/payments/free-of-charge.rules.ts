import type { Attempt, PaymentAnswer } from './provider-answers.js';

/**
 * A stay may cost nothing: a complimentary room, an infant's seat. No provider takes 0, and there is nothing to ask it: such a
 * payment goes through the same steps as all others, with this in the place of what the provider would say. Its id stands
 * where the provider's would, and carries what is asked of it later.
 */
const idPattern = /^free_([A-Z]{3})_/;

/** What stands for the provider's id of a payment of nothing. */
export function freePaymentId({ paymentId, currency }: Pick<Attempt, 'paymentId' | 'currency'>): string {
  return `free_${currency}_${paymentId}`;
}

/** Whether a payment is one of nothing, which no provider knows. */
export function isFreePayment(providerPaymentId: string): boolean {
  return idPattern.test(providerPaymentId);
}

/** What the provider would say of a payment of nothing; undefined for every other payment. */
export function answerForFree(
  providerPaymentId: string,
  kind: 'authorised' | 'captured',
): Extract<PaymentAnswer, { kind: 'authorised' | 'captured' }> | undefined {
  const [, currency] = idPattern.exec(providerPaymentId) ?? [];
  if (currency === undefined) return undefined;
  return { kind, providerPaymentId, money: { amountMinor: 0, currency } };
}
