import { Prisma } from '../generated/prisma/client.js';
import type { PrismaService } from '../database/prisma.service.js';
import type { AuditChannel } from './actor.js';
import type { AuditAction, AuditKind } from './audit-kinds.js';
import type { FieldChange } from './changes.rules.js';

/** An entry as it is read. */
export interface AuditEntryRow {
  readonly entryId: string;
  readonly listingId: number;
  /** RFC 3339 with microseconds. */
  readonly occurredAt: string;
  readonly actor: string;
  readonly via: AuditChannel;
  readonly requestId: string | null;
  readonly action: AuditAction;
  readonly kind: AuditKind;
  readonly subjectId: string;
  readonly changes: Record<string, FieldChange>;
}

export interface AuditFilter {
  readonly kind?: AuditKind | undefined;
  readonly action?: AuditAction | undefined;
  readonly listingId?: number | undefined;
  readonly subjectId?: string | undefined;
  readonly actor?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Newest first; the page begins after this one. */
  readonly after?: { readonly occurredAt: string; readonly entryId: string } | undefined;
  readonly limit: number;
}

/** Entries, newest first. */
export async function listAuditEntries(prisma: PrismaService, filter: AuditFilter): Promise<AuditEntryRow[]> {
  return prisma.$queryRaw<AuditEntryRow[]>(auditQuery(filter));
}

/** Each filter alone has an index in this order (`audit_entry_…_idx`): what does not match is not walked through. */
export function auditQuery(filter: AuditFilter): Prisma.Sql {
  const { kind, action, listingId, subjectId, actor, from, to, after, limit } = filter;
  const conditions = [
    kind !== undefined && Prisma.sql`a.kind = ${kind}`,
    action !== undefined && Prisma.sql`a.action = ${action}`,
    listingId !== undefined && Prisma.sql`a.listing_id = ${listingId}`,
    subjectId !== undefined && Prisma.sql`a.subject_id = ${subjectId}`,
    actor !== undefined && Prisma.sql`a.actor = ${actor}`,
    from !== undefined && Prisma.sql`a.occurred_at >= ${from}::text::timestamptz`,
    to !== undefined && Prisma.sql`a.occurred_at < ${to}::text::timestamptz`,
    after !== undefined &&
      Prisma.sql`(a.occurred_at, a.entry_id) < (${after.occurredAt}::text::timestamptz, ${after.entryId}::uuid)`,
  ].filter((condition) => condition !== false);
  return Prisma.sql`
    SELECT
      a.entry_id::text AS "entryId", a.listing_id AS "listingId",
      to_char(a.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "occurredAt",
      a.actor, a.via, a.request_id AS "requestId", a.action, a.kind, a.subject_id AS "subjectId", a.changes
    FROM audit_entry a
    ${conditions.length === 0 ? Prisma.empty : Prisma.sql`WHERE ${Prisma.join(conditions, ' AND ')}`}
    ORDER BY a.occurred_at DESC, a.entry_id DESC
    LIMIT ${limit}::integer`;
}
