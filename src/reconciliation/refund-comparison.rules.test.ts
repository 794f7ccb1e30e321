import type { RefundStatus } from '../payments/payments.rules.js';
import type { Subject } from './findings.js';
import type { OurPayment, OurRefund } from './our-books.views.js';
import type { ProviderRefund } from './provider-books.js';
import { compareRefunds, isAsWritten } from './refund-comparison.rules.js';

const subject: Extract<Subject, { of: 'payment' }> = {
  of: 'payment',
  listingId: 1,
  paymentId: 'a',
  providerPaymentId: 'pi_a',
};

function payment(...refunds: OurRefund[]): OurPayment {
  return {
    listingId: 1,
    paymentId: 'a',
    reservationId: 'r',
    status: 'captured',
    amountMinor: 10_000,
    currency: 'EUR',
    providerPaymentId: 'pi_a',
    refunds,
    resolved: [],
  };
}

function ours(changes: Partial<OurRefund> = {}): OurRefund {
  return {
    refundId: 'f',
    status: 'succeeded',
    amountMinor: 5_000,
    currency: 'EUR',
    providerRefundId: 're_1',
    resolved: [],
    ...changes,
  };
}

function theirs(changes: Partial<ProviderRefund> = {}): ProviderRefund {
  return {
    providerRefundId: 're_1',
    providerPaymentId: 'pi_a',
    status: 'succeeded',
    amountMinor: 5_000,
    currency: 'EUR',
    metadata: { refund_id: 'f' },
    paymentMetadata: {},
    ...changes,
  };
}

function kinds(mine: readonly OurRefund[], others: readonly ProviderRefund[]): string[] {
  return compareRefunds(subject, payment(...mine), others).map(({ kind }) => kind);
}

test('a refund that went as it was asked for is none', () => {
  expect(kinds([ours()], [theirs()])).toEqual([]);
});

describe.each<[RefundStatus, Record<string, boolean>]>([
  ['created', { pending: false, succeeded: false, failed: true, canceled: true }],
  ['pending', { pending: true, requires_action: true, succeeded: false, failed: false, canceled: false }],
  ['succeeded', { pending: false, succeeded: true, failed: false, canceled: false }],
  ['failed', { pending: false, succeeded: false, failed: true, canceled: true }],
])('a refund that is %s here', (status, table) => {
  test.each(Object.entries(table))('and %s there: fits is %s', (other, doesFit) => {
    const found = kinds([ours({ status })], [theirs({ status: other })]);
    expect(found).toEqual(doesFit ? [] : ['refund_state_differs']);
  });
});

test('a refund nobody asked for is told, with or without a name of ours', () => {
  expect(kinds([], [theirs({ metadata: {} })])).toEqual(['refund_unknown_here']);
  expect(kinds([], [theirs()])).toEqual(['refund_unknown_here']);
  expect(kinds([ours()], [theirs(), theirs({ providerRefundId: 're_2', metadata: {} })])).toEqual([
    'refund_unknown_here',
  ]);
});

test('one that failed gave nothing back, whoever asked for it', () => {
  expect(kinds([], [theirs({ status: 'failed', metadata: {} })])).toEqual([]);
});

test('a refund made twice is told; one made again after it failed is not', () => {
  expect(kinds([ours()], [theirs(), theirs({ providerRefundId: 're_2' })])).toEqual(['refund_duplicate']);
  const again = [theirs({ providerRefundId: 're_2' }), theirs({ status: 'failed' })];
  expect(kinds([ours({ providerRefundId: 're_2' })], again)).toEqual([]);
});

test('a refund that waits to be sent again is not held against the attempt that failed', () => {
  const waiting = ours({ status: 'created', providerRefundId: null });
  expect(kinds([waiting], [theirs({ status: 'failed' })])).toEqual([]);
});

test.each<[string, Partial<ProviderRefund>]>([
  ['amount', { amountMinor: 4_000 }],
  ['currency', { currency: 'USD' }],
])('a refund of another %s is told', (_title, changes) => {
  expect(kinds([ours()], [theirs(changes)])).toEqual(['refund_amount_differs']);
});

test('another amount is settled when an administrator has resolved it', () => {
  const settled = ours({ resolved: [{ amountMinor: 4_000, currency: 'EUR' }] });
  expect(kinds([settled], [theirs({ amountMinor: 4_000 })])).toEqual([]);
  expect(kinds([settled], [theirs({ amountMinor: 3_000 })])).toEqual(['refund_amount_differs']);
});

test.each<[RefundStatus, string[]]>([
  ['created', []],
  ['pending', ['refund_missing_there']],
  ['succeeded', ['refund_missing_there']],
  ['failed', []],
])('a refund that is %s here and not there', (status, expected) => {
  expect(kinds([ours({ status })], [])).toEqual(expected);
});

test('only what is just as it was written down needs no second look', () => {
  expect(isAsWritten(theirs(), payment(ours()))).toBe(true);
  expect(isAsWritten(theirs(), payment())).toBe(false);
  expect(isAsWritten(theirs(), undefined)).toBe(false);
  expect(isAsWritten(theirs({ providerRefundId: 're_2' }), payment(ours()))).toBe(false);
  expect(isAsWritten(theirs({ amountMinor: 1 }), payment(ours()))).toBe(false);
  expect(isAsWritten(theirs({ status: 'failed' }), payment(ours()))).toBe(false);
});
