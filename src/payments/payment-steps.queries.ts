import { Prisma } from '../generated/prisma/client.js';
import type { Database } from '../database/database-client.js';
import type { PrismaService } from '../database/prisma.service.js';
import type { ToldMoney } from './provider-answers.js';

export interface PaymentRef {
  readonly listingId: number;
  readonly paymentId: string;
}

/** A step of a booking as SQL that returns its outcome as text; see the booking functions in prisma/migrations. */
export type Step<Outcome extends string> = Prisma.Sql & { readonly outcome?: Outcome };

export type AuthoriseOutcome = 'confirmed' | 'reacquired' | 'repeated' | 'too_late' | 'not_found';
export type CaptureOutcome = 'paid' | 'repeated' | 'unexpected';
export type DeclineOutcome = 'hold_active' | 'rejected' | 'repeated' | 'unexpected';
export type ActionOutcome = 'waiting' | 'unexpected';
export type VoidOutcome = 'voided' | 'repeated' | 'unexpected';
export type GiveUpOutcome = 'voiding' | 'unexpected';
export type ForgetOutcome = 'forgotten' | 'unexpected';
export type OutliveOutcome = 'outlived' | 'unexpected';
export type GiveBackOutcome = 'refunding' | 'repeated' | 'unexpected';
export type LapseOutcome = 'lapsed' | 'unexpected';
export type RefundOutcome = 'pending' | 'succeeded' | 'failed' | 'repeated' | 'other_attempt' | 'not_found';
export type RenewOutcome = 'created' | 'unexpected';
export type RetryOutcome = 'created' | 'unexpected' | 'not_found';

export const steps = {
  authorise: ({ listingId, paymentId }: PaymentRef, providerPaymentId: string): Step<AuthoriseOutcome> =>
    Prisma.sql`payment_authorise(${listingId}::integer, ${paymentId}::uuid, ${providerPaymentId})`,

  capture: ({ listingId, paymentId }: PaymentRef): Step<CaptureOutcome> =>
    Prisma.sql`payment_capture(${listingId}::integer, ${paymentId}::uuid)`,

  decline: (
    { listingId, paymentId }: PaymentRef,
    refusal: { providerPaymentId: string | null; code: string; message: string },
  ): Step<DeclineOutcome> => Prisma.sql`payment_decline(
    ${listingId}::integer, ${paymentId}::uuid, ${refusal.providerPaymentId}, ${refusal.code}, ${refusal.message}
  )`,

  requireAction: (
    { listingId, paymentId }: PaymentRef,
    action: { providerPaymentId: string; url: string | null },
  ): Step<ActionOutcome> => Prisma.sql`payment_require_action(
    ${listingId}::integer, ${paymentId}::uuid, ${action.providerPaymentId}, ${action.url}
  )`,

  /** To be run before the provider is asked to cancel. `cause` names who wished it; null means that the time was up. */
  giveUp: ({ listingId, paymentId }: PaymentRef, cause: string | null): Step<GiveUpOutcome> =>
    Prisma.sql`payment_give_up(${listingId}::integer, ${paymentId}::uuid, ${cause})`,

  /** `providerPaymentId` is null when the provider knows nothing of it. */
  void: ({ listingId, paymentId }: PaymentRef, providerPaymentId: string | null): Step<VoidOutcome> =>
    Prisma.sql`payment_void(${listingId}::integer, ${paymentId}::uuid, NULL, ${providerPaymentId})`,

  /** Ends the hold of a payment the provider has not said anything of, this long after it was asked. */
  outlive: ({ listingId, paymentId }: PaymentRef, patienceSeconds: number): Step<OutliveOutcome> =>
    Prisma.sql`payment_outlive(${listingId}::integer, ${paymentId}::uuid, ${patienceSeconds}::integer)`,

  /** Writes down the refund of money that was captured for nothing; of all of it, unless `money` says how much. */
  giveBack: (
    { listingId, paymentId }: PaymentRef,
    back: { providerPaymentId: string | null; refundId: string; money?: ToldMoney },
  ): Step<GiveBackOutcome> => Prisma.sql`payment_give_back(
    ${listingId}::integer, ${paymentId}::uuid, ${back.providerPaymentId}, ${back.refundId}::uuid,
    ${back.money?.amountMinor ?? null}::bigint, ${back.money?.currency ?? null}
  )`,

  forget: ({ listingId, paymentId }: PaymentRef): Step<ForgetOutcome> =>
    Prisma.sql`payment_forget(${listingId}::integer, ${paymentId}::uuid)`,

  lapse: ({ listingId, paymentId }: PaymentRef): Step<LapseOutcome> =>
    Prisma.sql`payment_lapse(${listingId}::integer, ${paymentId}::uuid)`,

  refund: (
    { listingId, refundId }: { listingId: number; refundId: string },
    answer: {
      status: 'pending' | 'succeeded' | 'failed';
      providerRefundId: string | null;
      code: string | null;
      /** Which sending of the refund is spoken of, from 1. */
      attempt: number;
    },
  ): Step<RefundOutcome> => Prisma.sql`refund_move(
    ${listingId}::integer, ${refundId}::uuid, ${answer.status}, ${answer.providerRefundId}, ${answer.code},
    ${answer.attempt}::integer
  )`,

  /** Has a refund sent under a new key that the provider has not made. */
  renewRefund: ({
    listingId,
    refundId,
    attempt,
  }: {
    listingId: number;
    refundId: string;
    attempt: number;
  }): Step<RenewOutcome> =>
    Prisma.sql`refund_renew(${listingId}::integer, ${refundId}::uuid, ${attempt}::integer)`,

  /** Has a refund that failed sent again. */
  retryRefund: ({ listingId, refundId }: { listingId: number; refundId: string }): Step<RetryOutcome> =>
    Prisma.sql`refund_retry(${listingId}::integer, ${refundId}::uuid)`,
};

/** Runs one step as one statement. */
export async function runStep<Outcome extends string>(db: Database, step: Step<Outcome>): Promise<Outcome> {
  const rows = await db.$queryRaw<{ outcome: Outcome }[]>`SELECT ${step} AS outcome`;
  return outcomeOf(rows);
}

export interface AuthoriseRequest extends PaymentRef {
  readonly providerPaymentId: string;
}

/** `steps.authorise` of many payments in one call, in the order given; undefined for those that are to be run alone. */
export async function authoriseTogether(
  prisma: PrismaService,
  requests: readonly AuthoriseRequest[],
): Promise<(AuthoriseOutcome | undefined)[]> {
  const rows = await prisma.queryRows<{ request: number; outcome: AuthoriseOutcome }>(Prisma.sql`
    SELECT s.request, s.outcome
    FROM payments_authorise(
      ${requests.map(({ listingId }) => listingId)}::integer[], ${requests.map(({ paymentId }) => paymentId)}::uuid[],
      ${requests.map(({ providerPaymentId }) => providerPaymentId)}::text[]
    ) s`);
  return inOrder(requests, rows);
}

/** `steps.capture` of many payments in one call, in the order given; undefined for those that are to be run alone. */
export async function captureTogether(
  prisma: PrismaService,
  requests: readonly PaymentRef[],
): Promise<(CaptureOutcome | undefined)[]> {
  const rows = await prisma.queryRows<{ request: number; outcome: CaptureOutcome }>(Prisma.sql`
    SELECT s.request, s.outcome
    FROM payments_capture(
      ${requests.map(({ listingId }) => listingId)}::integer[], ${requests.map(({ paymentId }) => paymentId)}::uuid[]
    ) s`);
  return inOrder(requests, rows);
}

function inOrder<Outcome>(
  requests: readonly unknown[],
  rows: readonly { request: number; outcome: Outcome }[],
): (Outcome | undefined)[] {
  const outcomes = new Map(rows.map(({ request, outcome }) => [request, outcome]));
  return requests.map((_, index) => outcomes.get(index + 1));
}

export interface ProviderMessage {
  readonly listingId: number;
  readonly eventId: string;
  readonly type: string;
}

/** Runs a step that a message of the provider causes, unless that message was acted on before; both in one statement. */
export async function runStepOnce<Outcome extends string>(
  prisma: PrismaService,
  message: ProviderMessage,
  step: Step<Outcome>,
): Promise<Outcome | 'duplicate'> {
  const rows = await prisma.$queryRaw<{ outcome: Outcome | 'duplicate' }[]>`
    SELECT CASE
      WHEN provider_event_once(${message.listingId}::integer, ${message.eventId}, ${message.type}) THEN ${step}
      ELSE 'duplicate'
    END AS outcome`;
  return outcomeOf(rows);
}

function outcomeOf<Outcome>(rows: readonly { outcome: Outcome }[]): Outcome {
  const row = rows[0];
  if (row === undefined) throw new Error('a booking step returned no outcome');
  return row.outcome;
}
