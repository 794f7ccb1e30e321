import { paymentTransitions, type PaymentStatus } from '../payments/payments.rules.js';
import type { Subject } from './findings.js';
import type { OurPayment } from './our-books.views.js';
import { comparePayment } from './payment-comparison.rules.js';
import type { ProviderPayment } from './provider-books.js';

const subject: Extract<Subject, { of: 'payment' }> = {
  of: 'payment',
  listingId: 1,
  paymentId: 'a',
  providerPaymentId: 'pi_a',
};

function ours(changes: Partial<OurPayment> = {}): OurPayment {
  return {
    listingId: 1,
    paymentId: 'a',
    reservationId: 'r',
    status: 'captured',
    amountMinor: 10_000,
    currency: 'EUR',
    providerPaymentId: 'pi_a',
    refunds: [],
    resolved: [],
    ...changes,
  };
}

function theirs(changes: Partial<ProviderPayment> = {}): ProviderPayment {
  return {
    providerPaymentId: 'pi_a',
    status: 'succeeded',
    amountMinor: 10_000,
    capturedMinor: 10_000,
    currency: 'EUR',
    metadata: {},
    ...changes,
  };
}

function kinds(mine: OurPayment | undefined, other: ProviderPayment | undefined): string[] {
  return comparePayment(subject, mine, other).map(({ kind }) => kind);
}

const theirStatuses = [
  'requires_payment_method',
  'requires_action',
  'processing',
  'requires_capture',
  'succeeded',
  'canceled',
] as const;
type Row = Record<(typeof theirStatuses)[number], string>;

const state = 'payment_state_differs';
const there = 'payment_captured_there';
const here = 'payment_captured_here';
const held = 'payment_held_there';
const ended = {
  requires_payment_method: '',
  requires_action: state,
  processing: state,
  requires_capture: held,
  succeeded: there,
  canceled: '',
};
const table: Record<PaymentStatus, Row> = {
  created: {
    requires_payment_method: state,
    requires_action: state,
    processing: state,
    requires_capture: state,
    succeeded: there,
    canceled: state,
  },
  requires_action: {
    requires_payment_method: state,
    requires_action: '',
    processing: '',
    requires_capture: state,
    succeeded: there,
    canceled: state,
  },
  authorised: {
    requires_payment_method: state,
    requires_action: '',
    processing: '',
    requires_capture: '',
    succeeded: there,
    canceled: 'payment_canceled_there',
  },
  captured: {
    requires_payment_method: here,
    requires_action: here,
    processing: here,
    requires_capture: here,
    succeeded: '',
    canceled: here,
  },
  voiding: { ...ended, requires_action: '', processing: '', canceled: state },
  voided: ended,
  declined: ended,
};

describe.each(Object.keys(paymentTransitions) as PaymentStatus[])('a payment that is %s here', (status) => {
  test.each(theirStatuses)('and %s there', (other) => {
    const expected = table[status][other];
    const found = kinds(ours({ status }), theirs({ status: other }));
    expect(found).toEqual(expected === '' ? [] : [expected]);
  });
});

test.each<[string, Partial<ProviderPayment>]>([
  ['of another amount', { amountMinor: 9_999 }],
  ['in another currency', { currency: 'USD' }],
  ['of which only a part was captured', { capturedMinor: 9_900 }],
])('a payment %s is told', (_title, changes) => {
  expect(kinds(ours(), theirs(changes))).toEqual(['payment_amount_differs']);
});

test('another amount is settled when an administrator has resolved it', () => {
  const settled = ours({ resolved: [{ amountMinor: 9_900, currency: 'EUR' }] });
  expect(kinds(settled, theirs({ capturedMinor: 9_900 }))).toEqual([]);
  expect(kinds(settled, theirs({ capturedMinor: 9_800 }))).toEqual(['payment_amount_differs']);
  expect(kinds(settled, theirs({ capturedMinor: 9_900, currency: 'USD' }))).toEqual([
    'payment_amount_differs',
  ]);
});

test('what was authorised and not captured yet is compared by what was asked for', () => {
  expect(
    kinds(ours({ status: 'authorised' }), theirs({ status: 'requires_capture', capturedMinor: 0 })),
  ).toEqual([]);
});

describe('a payment that is only on one side', () => {
  test('is told when we do not have it', () => {
    expect(kinds(undefined, theirs())).toEqual(['payment_unknown_here']);
  });

  test.each<[PaymentStatus, string[]]>([
    ['captured', ['payment_missing_there']],
    ['authorised', ['payment_missing_there']],
    ['voiding', ['payment_missing_there']],
    ['declined', []],
    ['voided', []],
  ])('and is %s here is told when money hangs on it', (status, expected) => {
    expect(kinds(ours({ status }), undefined)).toEqual(expected);
  });

  test('is not missed under an id it no longer has', () => {
    expect(kinds(ours({ providerPaymentId: 'pi_b' }), undefined)).toEqual([]);
  });
});

describe('a second payment for one attempt', () => {
  test.each(['requires_capture', 'succeeded'])('is told when it is %s', (status) => {
    const found = kinds(ours({ providerPaymentId: 'pi_first' }), theirs({ status }));
    expect(found).toEqual(['payment_duplicate']);
  });

  test.each(['requires_payment_method', 'requires_action', 'canceled'])(
    'is nothing when it is %s',
    (status) => {
      expect(kinds(ours({ providerPaymentId: 'pi_first' }), theirs({ status }))).toEqual([]);
    },
  );
});
