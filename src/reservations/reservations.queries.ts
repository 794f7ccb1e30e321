import type { Database } from '../database/database-client.js';
import type { PrismaService } from '../database/prisma.service.js';
import { Prisma } from '../generated/prisma/client.js';

export interface BeginCommand {
  readonly listingId: number;
  readonly holdId: string;
  readonly guestId: string;
  readonly reservationId: string;
  /** The client chose the id: it is then kept in the directory, and must fit the hold's reservation. */
  readonly isClientChosen: boolean;
  readonly paymentId: string;
  readonly paymentMethodId: string;
  readonly graceSeconds: number;
}

export interface BeginRow {
  readonly outcome: string;
  readonly reservationId: string | null;
  readonly currency: string | null;
  readonly amountMinor: string | null;
  readonly providerCustomerId: string | null;
}

/** Hold → paying, reservation pending, attempt written: all before the provider is called. */
export async function beginReservation(db: Database, command: BeginCommand): Promise<BeginRow> {
  const rows = await db.$queryRaw<BeginRow[]>`
    SELECT
      b.outcome, b.reservation_id::text AS "reservationId", b.currency, b.amount_minor::text AS "amountMinor",
      b.provider_customer_id AS "providerCustomerId"
    FROM reservation_begin(
      ${command.listingId}::integer, ${command.holdId}::uuid, ${command.guestId}, ${command.reservationId}::uuid,
      ${command.isClientChosen}::boolean, ${command.paymentId}::uuid, ${command.paymentMethodId},
      ${command.graceSeconds}::integer
    ) b`;
  const row = rows[0];
  if (row === undefined) throw new Error('reservation_begin returned no row');
  return row;
}

/**
 * The same for many in one call, in the order given; undefined for those that are to be begun alone. Not for ids that
 * their clients chose.
 */
export async function beginTogether(
  prisma: PrismaService,
  commands: readonly BeginCommand[],
): Promise<(BeginRow | undefined)[]> {
  const rows = await prisma.queryRows<BeginRow & { request: number }>(Prisma.sql`
    SELECT
      b.request, b.outcome, b.reservation_id::text AS "reservationId", b.currency, b.amount_minor AS "amountMinor",
      b.provider_customer_id AS "providerCustomerId"
    FROM reservations_begin(
      ${commands.map(({ listingId }) => listingId)}::integer[], ${commands.map(({ holdId }) => holdId)}::uuid[],
      ${commands.map(({ guestId }) => guestId)}::text[],
      ${commands.map(({ reservationId }) => reservationId)}::uuid[],
      ${commands.map(({ paymentId }) => paymentId)}::uuid[],
      ${commands.map(({ paymentMethodId }) => paymentMethodId)}::text[], ${commands[0]?.graceSeconds ?? 0}::integer
    ) b`);
  const begun = new Map(rows.map((row) => [row.request, row]));
  return commands.map((_, index) => begun.get(index + 1));
}

export interface CancelCommand {
  readonly listingId: number;
  readonly reservationId: string;
  /** Null acts for an admin. */
  readonly guestId: string | null;
  readonly refundId: string;
  readonly cause: 'canceled_by_guest' | 'canceled_by_admin';
  /** What the guest was told to get back; nothing happens when it is less by now. */
  readonly leastRefundMinor?: number | undefined;
}

export interface CancelRow {
  readonly outcome: string;
  readonly refundId: string | null;
  readonly paymentId: string | null;
}

/** Frees the inventory and writes the refund down. */
export async function cancelReservation(db: Database, command: CancelCommand): Promise<CancelRow> {
  const rows = await db.$queryRaw<CancelRow[]>`
    SELECT c.outcome, c.refund_id::text AS "refundId", c.payment_id::text AS "paymentId"
    FROM reservation_cancel(
      ${command.listingId}::integer, ${command.reservationId}::uuid, ${command.guestId}, ${command.refundId}::uuid,
      ${command.cause}, ${command.leastRefundMinor ?? null}::bigint
    ) c`;
  const row = rows[0];
  if (row === undefined) throw new Error('reservation_cancel returned no row');
  return row;
}
