import { Prisma } from '../generated/prisma/client.js';
import type { PrismaService } from '../database/prisma.service.js';

export interface PaymentRef {
  readonly listingId: number;
  readonly paymentId: string;
}

/** A step of a booking as SQL that returns its outcome as text; see the booking functions in prisma/migrations. */
export type Step<Outcome extends string> = Prisma.Sql & { readonly outcome?: Outcome };

export type AuthoriseOutcome = 'confirmed' | 'repeated' | 'too_late' | 'not_found';
export type CaptureOutcome = 'paid' | 'repeated' | 'unexpected';
export type DeclineOutcome = 'hold_active' | 'rejected' | 'repeated' | 'unexpected';
export type ActionOutcome = 'waiting' | 'unexpected';
export type VoidOutcome = 'voided' | 'repeated' | 'unexpected';
export type GiveUpOutcome = 'voiding' | 'unexpected';
export type ForgetOutcome = 'forgotten' | 'unexpected';
export type LapseOutcome = 'lapsed' | 'unexpected';
export type RefundOutcome = 'pending' | 'succeeded' | 'failed' | 'repeated' | 'not_found';

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

  void: ({ listingId, paymentId }: PaymentRef): Step<VoidOutcome> =>
    Prisma.sql`payment_void(${listingId}::integer, ${paymentId}::uuid)`,

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
    },
  ): Step<RefundOutcome> => Prisma.sql`refund_move(
    ${listingId}::integer, ${refundId}::uuid, ${answer.status}, ${answer.providerRefundId}, ${answer.code}
  )`,
};

/** Runs one step as one statement. */
export async function runStep<Outcome extends string>(
  prisma: PrismaService,
  step: Step<Outcome>,
): Promise<Outcome> {
  const rows = await prisma.$queryRaw<{ outcome: Outcome }[]>`SELECT ${step} AS outcome`;
  return outcomeOf(rows);
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
