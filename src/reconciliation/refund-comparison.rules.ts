import { assertNever } from '../errors/assert-never.js';
import type { RefundStatus } from '../payments/payments.rules.js';
import type { DifferenceKind, Finding, OpenEnd, Subject } from './findings.js';
import type { OurPayment, OurRefund } from './our-books.views.js';
import type { ProviderRefund } from './provider-books.js';

/** Both sides of all refunds of one payment, as they stand. */
export function compareRefunds(
  subject: Extract<Subject, { of: 'payment' }>,
  ours: OurPayment | undefined,
  theirs: readonly ProviderRefund[],
): Finding[] {
  const finding = (
    kind: DifferenceKind,
    item: string,
    refund: OurRefund | null,
    others: readonly ProviderRefund[],
  ): Finding => ({
    subject,
    listingId: subject.listingId,
    kind,
    item,
    paymentId: subject.paymentId,
    reservationId: ours?.reservationId ?? null,
    detail: { ours: refund, theirs: others.map(showTheirs) },
    ...(kind === 'refund_state_differs' && refund !== null && { open: openEnd(subject.listingId, refund) }),
  });
  const known = ours?.refunds ?? [];
  const unknown = theirs.filter(
    (refund) => isLive(refund) && !known.some(({ refundId }) => isAbout(refund, refundId)),
  );
  return [
    ...unknown.map((refund) => finding('refund_unknown_here', refund.providerRefundId, null, [refund])),
    ...known.flatMap((refund) => {
      const matches = theirs.filter((candidate) => isAbout(candidate, refund.refundId));
      return compareOne(refund, matches).map((kind) => finding(kind, refund.refundId, refund, matches));
    }),
  ];
}

/** Whether one refund of the provider's is just what we have written down; if not, all of the payment have to be seen. */
export function isAsWritten(theirs: ProviderRefund, ours: OurPayment | undefined): boolean {
  const written = ours?.refunds.find(({ refundId }) => isAbout(theirs, refundId));
  return (
    written !== undefined &&
    written.providerRefundId === theirs.providerRefundId &&
    written.amountMinor === theirs.amountMinor &&
    written.currency === theirs.currency &&
    fits(written.status, theirs)
  );
}

/** One refund of ours against what the provider made for it: attempts that failed, and one that did not, or more. */
function compareOne(ours: OurRefund, matches: readonly ProviderRefund[]): DifferenceKind[] {
  const live = matches.filter(isLive);
  const theirs =
    live[0] ?? matches.find(({ providerRefundId }) => providerRefundId === ours.providerRefundId);
  if (theirs === undefined) {
    return ours.status === 'pending' || ours.status === 'succeeded' ? ['refund_missing_there'] : [];
  }
  const isOfOtherMoney = ![ours, ...ours.resolved].some(
    ({ amountMinor, currency }) => amountMinor === theirs.amountMinor && currency === theirs.currency,
  );
  return [
    ...(live.length > 1 ? (['refund_duplicate'] as const) : []),
    ...(isOfOtherMoney ? (['refund_amount_differs'] as const) : []),
    ...(fits(ours.status, theirs) ? [] : (['refund_state_differs'] as const)),
  ];
}

function fits(ours: RefundStatus, theirs: ProviderRefund): boolean {
  switch (ours) {
    case 'created':
      // Tried again after a failure: the attempt before is still there.
      return !isLive(theirs);
    case 'pending':
      return isLive(theirs) && theirs.status !== 'succeeded';
    case 'succeeded':
      return theirs.status === 'succeeded';
    case 'failed':
      return !isLive(theirs);
    default:
      return assertNever(ours);
  }
}

function openEnd(listingId: number, { refundId, status }: OurRefund): OpenEnd {
  return { of: 'refund', listingId, refundId, status };
}

/** Whether the refund stands: what failed or was canceled gave nothing back. */
function isLive({ status }: ProviderRefund): boolean {
  return status !== 'failed' && status !== 'canceled';
}

function isAbout({ metadata }: ProviderRefund, refundId: string): boolean {
  return metadata['refund_id'] === refundId;
}

function showTheirs({ providerRefundId, status, amountMinor, currency }: ProviderRefund): object {
  return { providerRefundId, status, amountMinor, currency };
}
