import { Prisma } from '../generated/prisma/client.js';
import type { PrismaService } from '../database/prisma.service.js';
import type { DifferenceKind, Subject } from './findings.js';
import type { RunTrigger } from './reconciliation.queries.js';

/** A difference as it is read. */
export interface DifferenceRow {
  readonly listingId: number;
  readonly differenceId: string;
  readonly kind: DifferenceKind;
  readonly subjectKind: Subject['of'];
  readonly subjectId: string;
  readonly item: string;
  readonly paymentId: string | null;
  readonly reservationId: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly firstSeenAt: Date;
  /** With microseconds, for the cursor. */
  readonly firstSeenAtText: string;
  readonly lastSeenAt: Date;
  readonly resolvedAt: Date | null;
  readonly resolution: 'gone' | 'healed' | null;
  readonly acceptedAt: Date | null;
  readonly acceptedBy: string | null;
  readonly note: string | null;
}

export const differenceStates = ['open', 'accepted', 'resolved'] as const;
export type DifferenceState = (typeof differenceStates)[number];

export interface DifferenceFilter {
  readonly state: DifferenceState;
  readonly kind?: DifferenceKind | undefined;
  readonly reservationId?: string | undefined;
  /** Newest first; the page begins after this one. */
  readonly after?: { readonly firstSeenAt: string; readonly differenceId: string } | undefined;
  readonly limit: number;
}

const isInState: Record<DifferenceState, Prisma.Sql> = {
  open: Prisma.sql`d.resolved_at IS NULL AND d.accepted_at IS NULL`,
  accepted: Prisma.sql`d.resolved_at IS NULL AND d.accepted_at IS NOT NULL`,
  resolved: Prisma.sql`d.resolved_at IS NOT NULL`,
};

const differenceColumns = Prisma.sql`
  d.listing_id AS "listingId", d.difference_id::text AS "differenceId", d.kind, d.subject_kind AS "subjectKind",
  d.subject_id AS "subjectId", d.item, d.payment_id::text AS "paymentId",
  d.reservation_id::text AS "reservationId", d.detail, d.first_seen_at AS "firstSeenAt",
  to_char(d.first_seen_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "firstSeenAtText",
  d.last_seen_at AS "lastSeenAt", d.resolved_at AS "resolvedAt", d.resolution, d.accepted_at AS "acceptedAt",
  d.accepted_by AS "acceptedBy", d.note`;

/** One difference. Its id does not lead to its listing; there are few. */
export async function findDifference(
  prisma: PrismaService,
  differenceId: string,
): Promise<DifferenceRow | undefined> {
  const rows = await prisma.$queryRaw<DifferenceRow[]>`
    SELECT ${differenceColumns} FROM reconciliation_difference d WHERE d.difference_id = ${differenceId}::uuid`;
  return rows[0];
}

/** Differences, newest first. */
export async function listDifferences(
  prisma: PrismaService,
  filter: DifferenceFilter,
): Promise<DifferenceRow[]> {
  const conditions = [isInState[filter.state]];
  if (filter.kind !== undefined) conditions.push(Prisma.sql`d.kind = ${filter.kind}`);
  if (filter.reservationId !== undefined)
    conditions.push(Prisma.sql`d.reservation_id = ${filter.reservationId}::uuid`);
  if (filter.after !== undefined) {
    const { firstSeenAt, differenceId } = filter.after;
    conditions.push(
      Prisma.sql`(d.first_seen_at, d.difference_id) < (${firstSeenAt}::text::timestamptz, ${differenceId}::uuid)`,
    );
  }
  return prisma.$queryRaw<DifferenceRow[]>`
    SELECT ${differenceColumns}
    FROM reconciliation_difference d
    WHERE ${Prisma.join(conditions, ' AND ')}
    ORDER BY d.first_seen_at DESC, d.difference_id DESC
    LIMIT ${filter.limit}::integer`;
}

/** How many differences are open, by kind; those that were accepted alarm nobody. */
export async function countOpenDifferences(
  prisma: PrismaService,
): Promise<{ kind: DifferenceKind; count: number }[]> {
  return prisma.$queryRaw`
    SELECT d.kind, count(*)::integer AS count FROM reconciliation_difference d
    WHERE d.resolved_at IS NULL AND d.accepted_at IS NULL GROUP BY d.kind ORDER BY d.kind`;
}

/** What has an open or accepted difference and can be looked at by itself, those seen longest ago first. */
export async function listOpenSubjects(prisma: PrismaService, limit: number): Promise<Subject[]> {
  const rows = await prisma.$queryRaw<
    { listingId: number; subjectKind: Subject['of']; subjectId: string; paymentId: string | null }[]
  >`
    SELECT
      d.listing_id AS "listingId", d.subject_kind AS "subjectKind", d.subject_id AS "subjectId",
      d.payment_id::text AS "paymentId"
    FROM reconciliation_difference d
    WHERE d.resolved_at IS NULL AND d.subject_kind <> 'overdue'
    ORDER BY d.last_seen_at
    LIMIT ${limit}::integer`;
  return rows.map(({ listingId, subjectKind, subjectId, paymentId }): Subject => {
    switch (subjectKind) {
      case 'payment':
        return {
          of: 'payment',
          listingId,
          paymentId,
          providerPaymentId: subjectId === paymentId ? null : subjectId,
        };
      case 'reservation':
        return { of: 'reservation', listingId, reservationId: subjectId };
      case 'listing':
        return { of: 'listing', listingId };
      case 'overdue':
        return { of: 'overdue' };
    }
  });
}

/** A run as it is read. */
export interface RunRow {
  readonly runId: string;
  readonly trigger: RunTrigger;
  readonly status: 'running' | 'complete' | 'unfinished' | 'failed';
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly comparedFrom: Date | null;
  readonly comparedUntil: Date | null;
  readonly payments: number;
  readonly refunds: number;
  readonly reservations: number;
  readonly listings: number;
  readonly opened: number;
  readonly healed: number;
  readonly resolved: number;
  readonly failure: string | null;
}

/** The run begun last. */
export async function findLatestRun(prisma: PrismaService): Promise<RunRow | undefined> {
  const rows = await prisma.$queryRaw<RunRow[]>`
    SELECT
      r.run_id::text AS "runId", r.trigger, r.status, r.started_at AS "startedAt", r.ended_at AS "endedAt",
      r.compared_from AS "comparedFrom", r.compared_until AS "comparedUntil", r.payments, r.refunds, r.reservations,
      r.listings, r.opened, r.healed, r.resolved, r.failure
    FROM reconciliation_run r
    ORDER BY r.run_id DESC
    LIMIT 1`;
  return rows[0];
}

/** How far the comparison has come. */
export interface Coverage {
  /** All that was made before has been compared. */
  readonly comparedUntil: Date | null;
  /** When every counter had been looked at last. */
  readonly ledgerEndedAt: Date | null;
  readonly now: Date;
}

export async function readCoverage(prisma: PrismaService): Promise<Coverage | undefined> {
  const rows = await prisma.$queryRaw<Coverage[]>`
    SELECT s.compared_until AS "comparedUntil", s.ledger_ended_at AS "ledgerEndedAt", clock_timestamp() AS now
    FROM reconciliation_state s`;
  return rows[0];
}
