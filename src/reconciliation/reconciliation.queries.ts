import type { Database } from '../database/database-client.js';
import type { PrismaService } from '../database/prisma.service.js';
import { subjectId, type DifferenceKind, type Finding, type Subject } from './findings.js';

/** How far the comparison has come. */
export interface ReconciliationState {
  readonly comparedUntil: Date | null;
  readonly lookbackAt: Date | null;
  readonly lookbackUntil: Date | null;
  readonly lookbackStartedAt: Date | null;
  readonly nextListingId: number;
  /** By the database's clock. */
  readonly now: Date;
}

export interface Lease {
  readonly token: string;
  readonly state: ReconciliationState;
}

/** How long a process that says nothing any more keeps the others waiting. Renewed after every page. */
const leaseSeconds = 180;

/** Takes the right to compare; undefined while another has it. Who had it under the same name takes it over at once. */
export async function takeLease(prisma: PrismaService, holder: string): Promise<Lease | undefined> {
  const rows = await prisma.$queryRaw<(ReconciliationState & { token: string })[]>`
    UPDATE reconciliation_state s
    SET lease_token = gen_random_uuid(), leased_by = ${holder},
        leased_until = clock_timestamp() + make_interval(secs => ${leaseSeconds}::integer)
    WHERE s.leased_until IS NULL OR s.leased_until <= clock_timestamp() OR s.leased_by = ${holder}
    RETURNING
      s.lease_token::text AS token, s.compared_until AS "comparedUntil", s.lookback_at AS "lookbackAt",
      s.lookback_until AS "lookbackUntil", s.lookback_started_at AS "lookbackStartedAt",
      s.next_listing_id AS "nextListingId", clock_timestamp() AS now`;
  const row = rows[0];
  if (row === undefined) return undefined;
  const { token, ...state } = row;
  return { token, state };
}

/** What a run has got to; undefined leaves it as it is. */
export interface ProgressMade {
  readonly comparedUntil?: Date;
  readonly lookbackAt?: Date;
  readonly lookbackUntil?: Date;
  readonly lookbackStartedAt?: Date;
  readonly nextListingId?: number;
  readonly isLedgerEnded?: boolean;
}

/** Keeps the lease and writes down how far it has come; false when the lease is another's by now. */
export async function saveProgress(
  prisma: PrismaService,
  token: string,
  made: ProgressMade = {},
): Promise<boolean> {
  const saved = await prisma.$executeRaw`
    UPDATE reconciliation_state s
    SET leased_until = clock_timestamp() + make_interval(secs => ${leaseSeconds}::integer),
        compared_until = greatest(s.compared_until, ${made.comparedUntil ?? null}::timestamptz),
        lookback_at = coalesce(${made.lookbackAt ?? null}::timestamptz, s.lookback_at),
        lookback_until = coalesce(${made.lookbackUntil ?? null}::timestamptz, s.lookback_until),
        lookback_started_at = coalesce(${made.lookbackStartedAt ?? null}::timestamptz, s.lookback_started_at),
        next_listing_id = coalesce(${made.nextListingId ?? null}::integer, s.next_listing_id),
        ledger_ended_at = CASE WHEN ${made.isLedgerEnded === true} THEN clock_timestamp() ELSE s.ledger_ended_at END
    WHERE s.lease_token = ${token}::uuid`;
  return saved > 0;
}

/** Gives the right to compare back. */
export async function returnLease(prisma: PrismaService, token: string): Promise<void> {
  await prisma.$executeRaw`
    UPDATE reconciliation_state s SET lease_token = NULL, leased_by = NULL, leased_until = NULL
    WHERE s.lease_token = ${token}::uuid`;
}

export interface RecordedChange {
  readonly change: 'opened' | 'healed' | 'gone';
  readonly differenceId: string;
  readonly listingId: number;
  readonly kind: DifferenceKind;
  readonly subjectId: string;
  readonly item: string;
}

/** What looking at some subjects found. */
export interface Judgement {
  /** When the looking began, by the database's clock; see readInstant. */
  readonly judgedAt: string;
  readonly subjects: readonly Subject[];
  readonly findings: readonly Finding[];
  readonly healed: readonly Finding[];
}

/** Writes down what was found and what is over, with an event for each change; see reconciliation_record. */
export async function recordJudgement(
  db: Database,
  { judgedAt, subjects, findings, healed }: Judgement,
): Promise<RecordedChange[]> {
  const judged = subjects.map((subject) => ({ subject_kind: subject.of, subject_id: subjectId(subject) }));
  return db.$queryRaw<RecordedChange[]>`
    SELECT
      c.change, c.difference_id::text AS "differenceId", c.listing_id AS "listingId", c.kind,
      c.subject_id AS "subjectId", c.item
    FROM reconciliation_record(
      ${judgedAt}::timestamptz, ${JSON.stringify(judged)}::jsonb, ${JSON.stringify(findings.map(toRow))}::jsonb,
      ${JSON.stringify(healed.map(toRow))}::jsonb
    ) c`;
}

function toRow({ subject, listingId, kind, item, paymentId, reservationId, detail }: Finding): object {
  return {
    listing_id: listingId,
    kind,
    subject_kind: subject.of,
    subject_id: subjectId(subject),
    item,
    payment_id: paymentId ?? null,
    reservation_id: reservationId ?? null,
    detail,
  };
}

/** Accepts what is open; false when it is not, or was accepted before. */
export async function acceptDifference(
  db: Database,
  accepted: { readonly differenceId: string; readonly note: string; readonly acceptedBy: string },
): Promise<boolean> {
  const changed = await db.$executeRaw`
    UPDATE reconciliation_difference d
    SET accepted_at = clock_timestamp(), accepted_by = ${accepted.acceptedBy}, note = ${accepted.note}
    WHERE d.difference_id = ${accepted.differenceId}::uuid AND d.resolved_at IS NULL AND d.accepted_at IS NULL`;
  return changed > 0;
}

export type RunTrigger = 'schedule' | 'admin' | 'command';

/** What a run has counted. */
export interface RunCounts {
  payments: number;
  refunds: number;
  reservations: number;
  listings: number;
  opened: number;
  healed: number;
  resolved: number;
}

export async function beginRun(prisma: PrismaService, trigger: RunTrigger): Promise<string> {
  const rows = await prisma.$queryRaw<{ runId: string }[]>`
    INSERT INTO reconciliation_run (trigger, status) VALUES (${trigger}, 'running') RETURNING run_id::text AS "runId"`;
  const runId = rows[0]?.runId;
  if (runId === undefined) throw new Error('a run of the reconciliation was not written down');
  return runId;
}

/** Ends runs whose process died. To be called with the lease: nobody else is at work then, but commands. */
export async function closeDeadRuns(prisma: PrismaService): Promise<void> {
  await prisma.$executeRaw`
    UPDATE reconciliation_run r
    SET status = 'unfinished', ended_at = clock_timestamp(), failure = 'its process ended'
    WHERE r.status = 'running' AND (r.trigger <> 'command' OR r.started_at < now() - interval '1 day')`;
}

export interface RunEnd {
  readonly runId: string;
  readonly status: 'complete' | 'unfinished' | 'failed';
  readonly from: Date | undefined;
  readonly until: Date | undefined;
  readonly counts: RunCounts;
  readonly failure: string | undefined;
}

export async function endRun(prisma: PrismaService, end: RunEnd): Promise<void> {
  const { counts } = end;
  await prisma.$executeRaw`
    UPDATE reconciliation_run r
    SET status = ${end.status}, ended_at = clock_timestamp(), compared_from = ${end.from ?? null}::timestamptz,
        compared_until = ${end.until ?? null}::timestamptz, payments = ${counts.payments}::integer,
        refunds = ${counts.refunds}::integer, reservations = ${counts.reservations}::integer,
        listings = ${counts.listings}::integer, opened = ${counts.opened}::integer,
        healed = ${counts.healed}::integer, resolved = ${counts.resolved}::integer, failure = ${end.failure ?? null}
    WHERE r.run_id = ${end.runId}::uuid`;
}

/** Forgets runs and what was resolved long ago, a bounded part at a time. */
export async function purgeHistory(prisma: PrismaService): Promise<void> {
  await prisma.$executeRaw`
    DELETE FROM reconciliation_run r WHERE r.run_id IN (
      SELECT o.run_id FROM reconciliation_run o
      WHERE o.started_at < now() - interval '90 days' ORDER BY o.run_id LIMIT 1000
    )`;
  await prisma.$executeRaw`
    DELETE FROM reconciliation_difference d USING (
      SELECT o.listing_id, o.difference_id FROM reconciliation_difference o
      WHERE o.resolved_at < now() - interval '400 days' ORDER BY o.first_seen_at, o.difference_id LIMIT 1000
    ) old
    WHERE d.listing_id = old.listing_id AND d.difference_id = old.difference_id`;
}
