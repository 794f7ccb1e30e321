import type { PoolClient } from 'pg';
import type { PrismaService } from '../../../src/database/prisma.service.js';
import { Prisma } from '../../../src/generated/prisma/client.js';
import { extendHold } from '../../../src/holds/holds.queries.js';
import { expireHolds, expireHoldsNowait, expireOverdueHolds } from '../../../src/inventory/expiry.queries.js';
import { releaseLiveHolds } from '../../../src/inventory/ledger.queries.js';
import { mintListingUuid } from '../../../src/inventory/listing-uuid.js';
import type { TakeRequest } from '../../../src/inventory/take.js';
import { takeHolds } from '../../../src/inventory/take.queries.js';
import { runStep, steps as paymentSteps } from '../../../src/payments/payment-steps.queries.js';
import { beginReservation, cancelReservation } from '../../../src/reservations/reservations.queries.js';

/** The booking that is pushed about: ada's hold of the only room there is on its night. */
export interface Subject {
  readonly request: TakeRequest;
  readonly reservationId: string;
  readonly cancelRefundId: string;
}

/** What a step is to act on. Ids of the booking's payments and refunds; or some that nothing has. */
export interface Target {
  readonly db: PrismaService;
  readonly subject: Subject;
  readonly listingId: number;
  readonly holdId: string;
  readonly paymentId: string;
  readonly refundId: string;
  /** How often that refund was sent. */
  readonly refundAttempt: number;
}

/** The product's own statements on one connection, so that what they do can be taken back. */
export function databaseOn(client: PoolClient): PrismaService {
  const $queryRaw = async (text: TemplateStringsArray, ...values: unknown[]): Promise<unknown> => {
    const statement = Prisma.sql(text, ...values);
    return (
      await client.query({
        name: statement.text.slice(0, 55) + statement.text.length,
        text: statement.text,
        values: statement.values,
      })
    ).rows;
  };
  // The queries use nothing else of it.
  return { $queryRaw, $executeRaw: $queryRaw, pool: client } as unknown as PrismaService;
}

type Run = (target: Target) => Promise<unknown>;

const provider = 'pi_test';
const refusal = { providerPaymentId: provider, code: 'card_declined', message: 'No.' };

function refundMoves(status: 'pending' | 'succeeded' | 'failed', attemptOf: (target: Target) => number): Run {
  return (target) =>
    runStep(
      target.db,
      paymentSteps.refund(target, {
        status,
        providerRefundId: 're_test',
        code: status === 'failed' ? 'lost_card' : null,
        attempt: attemptOf(target),
      }),
    );
}

function take(guestId: string, replaces: boolean): Run {
  return ({ db, listingId, holdId, subject: { request } }) =>
    takeHolds(
      db,
      [
        {
          ...request,
          guestId,
          holdId: mintListingUuid(listingId),
          ...(replaces ? { replacesHoldId: holdId } : {}),
        },
      ],
      { ttlSeconds: 600, maxLivePerGuest: null, reclaim: true, lockTimeoutMs: 1_000 },
    );
}

function cancels(cause: 'canceled_by_guest' | 'canceled_by_admin'): Run {
  return ({ db, listingId, subject: { request, reservationId, cancelRefundId } }) =>
    cancelReservation(db, {
      listingId,
      reservationId,
      guestId: cause === 'canceled_by_guest' ? request.guestId : null,
      refundId: cancelRefundId,
      cause,
    });
}

/** What happens to a hold and its reservation as a whole. */
export const bookingSteps = {
  reservation_begin: ({ db, listingId, holdId, subject: { request, reservationId } }) =>
    beginReservation(db, {
      listingId,
      holdId,
      guestId: request.guestId,
      reservationId,
      isClientChosen: false,
      paymentId: mintListingUuid(listingId),
      paymentMethodId: 'pm_test',
      graceSeconds: 120,
    }),
  'reservation_cancel (guest)': cancels('canceled_by_guest'),
  'reservation_cancel (admin)': cancels('canceled_by_admin'),
  holds_release: ({ db, holdId, subject: { request } }) =>
    releaseLiveHolds(
      db,
      [{ holdId, guestId: request.guestId, listingId: request.listingId }],
      'released_by_guest',
    ),
  holds_expire: ({ db, holdId }) => expireHolds(db, [holdId]),
  holds_expire_nowait: ({ db, holdId }) => expireHoldsNowait(db, [holdId]),
  holds_expire_overdue: ({ db }) => expireOverdueHolds(db, { limit: 100 }),
  'holds_take (replace)': take('ada', true),
  'holds_take (another guest)': take('eve', false),
  extend: ({ db, listingId, holdId, subject: { request } }) =>
    extendHold(db, { listingId, holdId, guestId: request.guestId, seconds: 600, ttlSeconds: 600 }),
} as const satisfies Record<string, Run>;

/** What happens to one attempt; tried on each there is. */
export const attemptSteps = {
  payment_authorise: (t) => runStep(t.db, paymentSteps.authorise(t, provider)),
  payment_capture: (t) => runStep(t.db, paymentSteps.capture(t)),
  payment_decline: (t) => runStep(t.db, paymentSteps.decline(t, refusal)),
  payment_require_action: (t) =>
    runStep(
      t.db,
      paymentSteps.requireAction(t, { providerPaymentId: provider, url: 'https://bank.example/' }),
    ),
  'payment_give_up (time)': (t) => runStep(t.db, paymentSteps.giveUp(t, null)),
  'payment_give_up (guest)': (t) => runStep(t.db, paymentSteps.giveUp(t, 'canceled_by_guest')),
  payment_void: (t) => runStep(t.db, paymentSteps.void(t, provider)),
  'payment_void (unknown there)': (t) => runStep(t.db, paymentSteps.void(t, null)),
  payment_forget: (t) => runStep(t.db, paymentSteps.forget(t)),
  payment_outlive: (t) => runStep(t.db, paymentSteps.outlive(t, 1)),
  payment_lapse: (t) => runStep(t.db, paymentSteps.lapse(t)),
  payment_give_back: (t) =>
    runStep(
      t.db,
      paymentSteps.giveBack(t, { providerPaymentId: provider, refundId: mintListingUuid(t.listingId) }),
    ),
} as const satisfies Record<string, Run>;

/** What happens to one refund; tried on each there is. */
export const refundSteps = {
  'refund_move (pending)': refundMoves('pending', (t) => t.refundAttempt),
  'refund_move (succeeded)': refundMoves('succeeded', (t) => t.refundAttempt),
  'refund_move (failed)': refundMoves('failed', (t) => t.refundAttempt),
  'refund_move (another attempt)': refundMoves('succeeded', (t) => t.refundAttempt + 1),
  refund_renew: (t) => runStep(t.db, paymentSteps.renewRefund({ ...t, attempt: t.refundAttempt })),
  refund_retry: (t) => runStep(t.db, paymentSteps.retryRefund(t)),
} as const satisfies Record<string, Run>;

/** What no step of ours does: time passes, a provider is asked. Each is SQL with the listing, the hold and nothing else. */
export const circumstances = {
  'the deadline passes': `
    UPDATE hold SET expires_at = clock_timestamp() - interval '1 second'
    WHERE listing_id = $1 AND hold_id = $2 AND status IN ('active', 'paying') AND expires_at > clock_timestamp()`,
  'the grace passes': `
    UPDATE hold
    SET expires_at = clock_timestamp() - interval '5 minutes', grace_until = clock_timestamp() - interval '1 minute'
    WHERE listing_id = $1 AND hold_id = $2 AND status = 'paying' AND grace_until > clock_timestamp()`,
  'the provider was asked in vain': `
    UPDATE payment p SET asked_after_grace_at = clock_timestamp() - interval '1 minute'
    FROM reservation r JOIN hold h ON h.listing_id = r.listing_id AND h.hold_id = r.hold_id
    WHERE r.listing_id = p.listing_id AND r.reservation_id = p.reservation_id AND h.listing_id = $1 AND h.hold_id = $2
      AND h.status = 'paying' AND h.grace_until <= clock_timestamp() AND p.asked_after_grace_at IS NULL
      AND p.status IN ('created', 'requires_action', 'authorised', 'voiding')`,
} as const;
