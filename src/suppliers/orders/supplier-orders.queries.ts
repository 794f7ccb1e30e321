import type { Database } from '../../database/database-client.js';
import type { PrismaService } from '../../database/prisma.service.js';
import { Prisma } from '../../generated/prisma/client.js';
import type { SupplierOrderState } from './supplier-orders.rules.js';

/** One order of one hold. */
export interface OrderRef {
  readonly listingId: number;
  readonly holdId: string;
  readonly attempt: number;
}

export interface PaymentKey {
  readonly listingId: number;
  readonly paymentId: string;
}

/** What the supplier's books say of an order. `gone`: canceled there, or its time was over. */
export interface SeenOrder {
  readonly seen: 'held' | 'booked' | 'gone';
  readonly orderId: string;
  readonly bookingReference: string | null;
  readonly currency: string | null;
  readonly totalMinor: number | null;
  readonly spaceUntil: Date | null;
  readonly priceUntil: Date | null;
  /** The airline has changed the flights, and nobody has agreed to that yet. */
  readonly isChanged: boolean;
}

export interface HoldCommand {
  readonly listingId: number;
  readonly holdId: string;
  readonly guestId: string;
  readonly supplier: string;
  readonly offerId: string;
  readonly offerExpiresAt: Date;
  readonly offer: Prisma.InputJsonValue;
  readonly passengers: Prisma.InputJsonValue;
  readonly startDate: string;
  readonly currency: string;
  readonly totalMinor: number;
  readonly maxTotalMinor: number;
  readonly isHoldable: boolean;
  readonly spaceUntil: Date | null;
  readonly ttlSeconds: number;
  readonly maxLivePerGuest: number;
}

export type SeenOutcome =
  SupplierOrderState | 'unpaid' | 'live' | 'gone' | 'repeated' | 'other_order' | 'not_found';
export type BeginOutcome = 'booked' | 'pay' | 'create' | 'under_way' | 'refused' | 'unexpected';

/** A step on one order as SQL that returns its outcome as text; see the supplier functions in prisma/migrations. */
export type OrderStep<Outcome extends string> = Prisma.Sql & { readonly outcome?: Outcome };

const keyOf = ({ listingId, holdId, attempt }: OrderRef): Prisma.Sql =>
  Prisma.sql`${listingId}::integer, ${holdId}::uuid, ${attempt}::integer`;

export const orderSteps = {
  /**
   * What the supplier said that is there.
   *
   * @param isCreation it was said in answer to the creation: what was read of the order since is newer
   */
  seen: (
    ref: OrderRef,
    order: SeenOrder,
    { isCreation = false }: { isCreation?: boolean } = {},
  ): OrderStep<SeenOutcome> => Prisma.sql`supplier_order_seen(
    ${keyOf(ref)}, ${order.seen}, ${order.orderId}, ${order.bookingReference}, ${order.currency},
    ${order.totalMinor}::bigint, ${order.spaceUntil}::timestamptz, ${order.priceUntil}::timestamptz,
    ${order.isChanged}::boolean, ${isCreation}::boolean
  )`,

  /** A second order under one reference. */
  stray: (ref: OrderRef, orderId: string): OrderStep<'releasing' | 'repeated' | 'not_found'> =>
    Prisma.sql`supplier_order_stray(${keyOf(ref)}, ${orderId})`,

  refused: (
    ref: OrderRef,
    refusal: { reason: string; message: string; endsHold: boolean },
  ): OrderStep<'refused' | 'repeated' | 'unexpected'> => Prisma.sql`supplier_order_refused(
    ${keyOf(ref)}, ${refusal.reason}, ${refusal.message}, ${refusal.endsHold}::boolean
  )`,

  /** It was looked for, and not found. */
  absent: (
    ref: OrderRef,
    settleSeconds: number,
  ): OrderStep<'not_made' | 'waiting' | 'repeated' | 'unexpected'> =>
    Prisma.sql`supplier_order_absent(${keyOf(ref)}, ${settleSeconds}::double precision)`,

  /** It was surely not sent. */
  unsent: (ref: OrderRef, retryAfterSeconds: number): OrderStep<'waiting' | 'unexpected'> =>
    Prisma.sql`supplier_order_unsent(${keyOf(ref)}, ${retryAfterSeconds}::double precision)`,

  /** To be run before what was surely not sent is sent. */
  claim: (ref: OrderRef, settleSeconds: number): OrderStep<'send' | 'not_made' | 'unexpected'> =>
    Prisma.sql`supplier_order_claim(${keyOf(ref)}, ${settleSeconds}::double precision)`,

  /** Whether anybody still waits for it, or it is time to ask for it. */
  check: (ref: OrderRef): OrderStep<'releasing' | 'ask' | 'kept' | 'unexpected'> =>
    Prisma.sql`supplier_order_check(${keyOf(ref)})`,

  /** An administrator knows that it was not made. */
  settleNotMade: (ref: OrderRef, by: string): OrderStep<'not_made' | 'unexpected'> =>
    Prisma.sql`supplier_order_settle(${keyOf(ref)}, ${by})`,

  /** Who has said that it is there. */
  noteSettlement: (ref: OrderRef, by: string): OrderStep<'noted'> =>
    Prisma.sql`supplier_order_note_settlement(${keyOf(ref)}, ${by})`,

  /** The guest's booking comes to nothing, and the authorisation of the card goes back. */
  refuse: (
    { listingId, paymentId }: PaymentKey,
    refusal: { reason: string; message: string; by?: string },
  ): OrderStep<'refused' | 'repeated' | 'unexpected'> => Prisma.sql`supplier_refuse(
    ${listingId}::integer, ${paymentId}::uuid, ${refusal.reason}, ${refusal.message}, ${refusal.by ?? null}
  )`,

  reprice: (
    { listingId, holdId }: { listingId: number; holdId: string },
    total: { currency: string; amount: number },
  ): OrderStep<'repriced' | 'price_changed' | 'unexpected'> => Prisma.sql`supplier_hold_reprice(
    ${listingId}::integer, ${holdId}::uuid, ${total.currency}, ${total.amount}::bigint
  )`,
};

/** Runs one step as one statement. */
export async function runOrderStep<Outcome extends string>(
  db: Database,
  step: OrderStep<Outcome>,
): Promise<Outcome> {
  const rows = await db.$queryRaw<{ outcome: Outcome }[]>`SELECT ${step} AS outcome`;
  return theOnly(rows).outcome;
}

/** Runs a step that a message causes, unless that message was acted on before; both in one statement. */
export async function runOrderStepOnce<Outcome extends string>(
  prisma: PrismaService,
  message: { readonly listingId: number; readonly messageId: string; readonly type: string },
  step: OrderStep<Outcome>,
): Promise<Outcome | 'duplicate'> {
  const rows = await prisma.$queryRaw<{ outcome: Outcome | 'duplicate' }[]>`
    SELECT CASE
      WHEN provider_event_once(${message.listingId}::integer, ${message.messageId}, ${message.type}) THEN ${step}
      ELSE 'duplicate'
    END AS outcome`;
  return theOnly(rows).outcome;
}

/** Whether a message was acted on before: it is then not worth a question to the supplier. */
export async function wasHeard(
  prisma: PrismaService,
  { listingId, messageId }: { listingId: number; messageId: string },
): Promise<boolean> {
  const rows = await prisma.$queryRaw<unknown[]>`
    SELECT 1 FROM provider_event e
    WHERE e.listing_id = ${listingId}::integer AND e.provider_event_id = ${messageId}`;
  return rows.length > 0;
}

/** The lanes of a supplier, in order; made when they are missing. */
export async function ensureSupplierListings(
  prisma: PrismaService,
  { supplier, lanes }: { supplier: string; lanes: number },
): Promise<number[]> {
  const rows = await prisma.$queryRaw<{ listingId: number }[]>`
    SELECT l AS "listingId" FROM supplier_listings(${supplier}, ${lanes}::integer) AS l`;
  return rows.map(({ listingId }) => listingId);
}

export interface HeldRow {
  readonly outcome: 'held' | 'repeated' | 'offer_expired' | 'too_many_holds';
  /** Of the order that is to be sent now; null when there is none. */
  readonly attempt: number | null;
  readonly secondsLeft: number | null;
}

/** The hold, what it is for, and the order that is about to be sent: all before the supplier is asked. */
export async function beginSupplierHold(prisma: PrismaService, command: HoldCommand): Promise<HeldRow> {
  const rows = await prisma.$queryRaw<HeldRow[]>`
    SELECT b.outcome, b.attempt, b.seconds_left AS "secondsLeft"
    FROM supplier_hold_begin(
      ${command.listingId}::integer, ${command.holdId}::uuid, ${command.guestId}, ${command.supplier},
      ${command.offerId}, ${command.offerExpiresAt}::timestamptz, ${JSON.stringify(command.offer)}::jsonb,
      ${JSON.stringify(command.passengers)}::jsonb, ${command.startDate}::date, ${command.currency},
      ${command.totalMinor}::bigint, ${command.maxTotalMinor}::bigint, ${command.isHoldable}::boolean,
      ${command.spaceUntil}::timestamptz, ${command.ttlSeconds}::integer, ${command.maxLivePerGuest}::integer
    ) b`;
  return theOnly(rows);
}

/** What is to be done at the supplier before the money of a payment may be taken; see supplier_booking_begin. */
export async function beginSupplierBooking(
  prisma: PrismaService,
  { listingId, paymentId }: PaymentKey,
): Promise<{ outcome: BeginOutcome; ref: OrderRef | undefined }> {
  const rows = await prisma.$queryRaw<
    { outcome: BeginOutcome; holdId: string | null; attempt: number | null }[]
  >`
    SELECT b.outcome, b.hold_id::text AS "holdId", b.attempt
    FROM supplier_booking_begin(${listingId}::integer, ${paymentId}::uuid) b`;
  const { outcome, holdId, attempt } = theOnly(rows);
  return {
    outcome,
    ref: holdId === null || attempt === null ? undefined : { listingId, holdId, attempt },
  };
}

/** Orders whose holds have ended are due now, of these listings or of all; returns how many. */
export async function wakeEndedOrders(
  prisma: PrismaService,
  listingIds: readonly number[] | 'all',
): Promise<number> {
  const wanted = listingIds === 'all' ? null : [...listingIds];
  const rows = await prisma.$queryRaw<{ woken: number }[]>`
    SELECT supplier_orders_wake(${wanted}::integer[]) AS woken`;
  return theOnly(rows).woken;
}

/** Brings the next look at an order forward to now. */
export async function lookNow(
  prisma: PrismaService,
  { listingId, holdId, attempt }: OrderRef,
): Promise<void> {
  await prisma.$executeRaw`
    UPDATE supplier_order o SET next_look_at = clock_timestamp()
    WHERE o.listing_id = ${listingId}::integer AND o.hold_id = ${holdId}::uuid AND o.attempt = ${attempt}::integer
      AND (o.next_look_at IS NULL OR o.next_look_at > clock_timestamp())`;
}

/**
 * Leases orders that are due: `next_look_at` moves, so that the next sweep leaves them alone for a while, the longer the
 * more often they were looked at.
 */
export async function leaseDueOrders(prisma: PrismaService, limit: number): Promise<OrderRef[]> {
  return prisma.$queryRaw<OrderRef[]>`
    UPDATE supplier_order o
    SET next_look_at = clock_timestamp() + least(
      interval '30 seconds', greatest(interval '2 seconds', (clock_timestamp() - o.updated_at) / 4)
    )
    FROM (
      SELECT d.listing_id, d.hold_id, d.attempt FROM supplier_order d
      WHERE d.next_look_at <= now()
      ORDER BY d.next_look_at
      LIMIT ${limit}::integer
      FOR UPDATE SKIP LOCKED
    ) due
    WHERE o.listing_id = due.listing_id AND o.hold_id = due.hold_id AND o.attempt = due.attempt
    RETURNING o.listing_id AS "listingId", o.hold_id::text AS "holdId", o.attempt::integer AS attempt`;
}

function theOnly<Row>(rows: readonly Row[]): Row {
  const row = rows[0];
  if (row === undefined) throw new Error('a statement about a supplier order returned no row');
  return row;
}
