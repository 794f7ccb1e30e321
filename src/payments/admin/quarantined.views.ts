import { Prisma } from '../../generated/prisma/client.js';
import type { Database } from '../../database/database-client.js';
import type { PrismaService } from '../../database/prisma.service.js';

export const quarantineReasons = ['other_amount', 'other_currency', 'other_object'] as const;
export type QuarantineReason = (typeof quarantineReasons)[number];

/** Something the provider said that was not acted on. */
export interface QuarantinedRow {
  readonly listingId: number;
  readonly messageId: string;
  readonly subjectKind: 'payment' | 'refund';
  readonly subjectId: string;
  readonly reservationId: string;
  readonly providerObjectId: string | null;
  readonly providerEventId: string | null;
  readonly reason: QuarantineReason;
  readonly expectedMinor: bigint;
  readonly expectedCurrency: string;
  readonly toldMinor: bigint;
  readonly toldCurrency: string;
  readonly receivedAt: Date;
  /** With microseconds, for the cursor. */
  readonly receivedAtText: string;
  readonly resolvedAt: Date | null;
  readonly resolvedBy: string | null;
  readonly resolution: string | null;
}

/** Columns as they are read. */
export const quarantinedColumns = Prisma.sql`
  m.listing_id AS "listingId", m.message_id::text AS "messageId", m.subject_kind AS "subjectKind",
  m.subject_id::text AS "subjectId", m.reservation_id::text AS "reservationId",
  m.provider_object_id AS "providerObjectId", m.provider_event_id AS "providerEventId", m.reason,
  m.expected_minor AS "expectedMinor", m.expected_currency AS "expectedCurrency", m.told_minor AS "toldMinor",
  m.told_currency AS "toldCurrency", m.received_at AS "receivedAt",
  to_char(m.received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "receivedAtText",
  m.resolved_at AS "resolvedAt", m.resolved_by AS "resolvedBy", m.resolution`;

export interface QuarantinedFilter {
  readonly isResolved?: boolean | undefined;
  readonly reservationId?: string | undefined;
  /** The page begins after this one. */
  readonly after?:
    { readonly isResolved: boolean; readonly receivedAt: string; readonly messageId: string } | undefined;
  readonly limit: number;
}

/** What is open first, then what was resolved; newest first within each. */
export async function listQuarantined(
  prisma: PrismaService,
  filter: QuarantinedFilter,
): Promise<QuarantinedRow[]> {
  const conditions = [Prisma.sql`true`];
  if (filter.isResolved !== undefined)
    conditions.push(Prisma.sql`(m.resolved_at IS NOT NULL) = ${filter.isResolved}::boolean`);
  if (filter.reservationId !== undefined)
    conditions.push(Prisma.sql`m.reservation_id = ${filter.reservationId}::uuid`);
  if (filter.after !== undefined) {
    const { isResolved, receivedAt, messageId } = filter.after;
    conditions.push(Prisma.sql`(
      (m.resolved_at IS NOT NULL) > ${isResolved}::boolean
      OR (
        (m.resolved_at IS NOT NULL) = ${isResolved}::boolean
        AND (m.received_at, m.message_id) < (${receivedAt}::text::timestamptz, ${messageId}::uuid)
      )
    )`);
  }
  return prisma.$queryRaw<QuarantinedRow[]>`
    SELECT ${quarantinedColumns}
    FROM quarantined_message m
    WHERE ${Prisma.join(conditions, ' AND ')}
    ORDER BY m.resolved_at IS NOT NULL, m.received_at DESC, m.message_id DESC
    LIMIT ${filter.limit}::integer`;
}

/** One of them. Its id does not lead to its listing; there are few. */
export async function findQuarantined(db: Database, messageId: string): Promise<QuarantinedRow | undefined> {
  const rows = await db.$queryRaw<QuarantinedRow[]>`
    SELECT ${quarantinedColumns} FROM quarantined_message m WHERE m.message_id = ${messageId}::uuid`;
  return rows[0];
}

/** How many wait for an administrator. */
export async function countOpenQuarantined(prisma: PrismaService): Promise<number> {
  const rows = await prisma.$queryRaw<{ count: number }[]>`
    SELECT count(*)::integer AS count FROM quarantined_message m WHERE m.resolved_at IS NULL`;
  return rows[0]?.count ?? 0;
}
