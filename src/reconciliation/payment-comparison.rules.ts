import { assertNever } from '../errors/assert-never.js';
import type { PaymentStatus } from '../payments/payments.rules.js';
import type { DifferenceKind, Finding, OpenEnd, Subject } from './findings.js';
import type { OurPayment, ResolvedMoney } from './our-books.views.js';
import type { ProviderPayment } from './provider-books.js';

/** What a state at the provider means for the money. */
type Standing = 'none' | 'open' | 'held' | 'taken' | 'canceled';

function standingOf(status: string): Standing {
  switch (status) {
    case 'requires_payment_method':
    case 'requires_confirmation':
      return 'none';
    case 'requires_capture':
      return 'held';
    case 'succeeded':
      return 'taken';
    case 'canceled':
      return 'canceled';
    default:
      // `requires_action`, `processing`, and whatever else is not decided yet.
      return 'open';
  }
}

/** Both sides of one payment, as they stand. What agrees, or is only a step apart that costs nobody anything, is left out. */
export function comparePayment(
  subject: Extract<Subject, { of: 'payment' }>,
  ours: OurPayment | undefined,
  theirs: ProviderPayment | undefined,
): Finding[] {
  const finding = (kind: DifferenceKind, item = ''): Finding => ({
    subject,
    listingId: subject.listingId,
    kind,
    item,
    paymentId: subject.paymentId,
    reservationId: ours?.reservationId ?? null,
    detail: { ours: showOurs(ours), theirs: showTheirs(theirs) },
  });
  if (theirs === undefined) {
    const isMissed =
      ours !== undefined &&
      ours.providerPaymentId === subject.providerPaymentId &&
      // An attempt that ended without money may be forgotten.
      ours.status !== 'declined' &&
      ours.status !== 'voided';
    return isMissed ? [finding('payment_missing_there')] : [];
  }
  if (ours === undefined) return [finding('payment_unknown_here')];

  const standing = standingOf(theirs.status);
  if (ours.providerPaymentId !== null && ours.providerPaymentId !== theirs.providerPaymentId) {
    return standing === 'held' || standing === 'taken' ? [finding('payment_duplicate')] : [];
  }
  const kind = compareStates(ours.status, standing);
  const { listingId, paymentId, status } = ours;
  const open: OpenEnd = {
    of: 'payment',
    listingId,
    paymentId,
    status,
    providerPaymentId: theirs.providerPaymentId,
  };
  return [
    ...(isOfOtherMoney(ours, theirs) ? [finding('payment_amount_differs')] : []),
    ...(kind === undefined ? [] : [{ ...finding(kind), open }]),
  ];
}

/** Whether the money is not what was asked for, nor what an administrator has settled for. */
function isOfOtherMoney(ours: OurPayment, theirs: ProviderPayment): boolean {
  const isCaptured = theirs.status === 'succeeded';
  const isExpected = ({ amountMinor, currency }: ResolvedMoney) =>
    currency === theirs.currency && amountMinor === (isCaptured ? theirs.capturedMinor : theirs.amountMinor);
  if (ours.resolved.some(isExpected)) return false;
  return !isExpected(ours) || ours.amountMinor !== theirs.amountMinor;
}

/** How the states differ; undefined where they fit together. */
function compareStates(ours: PaymentStatus, theirs: Standing): DifferenceKind | undefined {
  switch (ours) {
    case 'captured':
      return theirs === 'taken' ? undefined : 'payment_captured_here';
    case 'authorised':
      if (theirs === 'held' || theirs === 'open') return undefined;
      if (theirs === 'taken') return 'payment_captured_there';
      return theirs === 'canceled' ? 'payment_canceled_there' : 'payment_state_differs';
    case 'created':
    case 'requires_action':
      if (theirs === 'open' && ours === 'requires_action') return undefined;
      return theirs === 'taken' ? 'payment_captured_there' : 'payment_state_differs';
    case 'voiding':
    case 'voided':
    case 'declined':
      if (theirs === 'taken') return 'payment_captured_there';
      if (theirs === 'held') return 'payment_held_there';
      // A card that was refused can be tried again at the bank's page, and an attempt being given up may still be open.
      if (theirs === 'open') return ours === 'voiding' ? undefined : 'payment_state_differs';
      return theirs === 'canceled' && ours === 'voiding' ? 'payment_state_differs' : undefined;
    default:
      return assertNever(ours);
  }
}

function showOurs(ours: OurPayment | undefined): object | null {
  if (ours === undefined) return null;
  const { status, amountMinor, currency, providerPaymentId } = ours;
  return { status, amountMinor, currency, providerPaymentId };
}

function showTheirs(theirs: ProviderPayment | undefined): object | null {
  if (theirs === undefined) return null;
  const { status, amountMinor, capturedMinor, currency, providerPaymentId } = theirs;
  return { status, amountMinor, capturedMinor, currency, providerPaymentId };
}
