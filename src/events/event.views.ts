import type { ListingKind } from '../catalog/listing-kind.js';
import { Prisma } from '../generated/prisma/client.js';

/** One event as it was written. */
export interface EventRow {
  readonly eventId: string;
  readonly listingId: number;
  /** null for an event that belongs to no listing. */
  readonly listingKind: ListingKind | null;
  /** The hold or reservation it is about; the UUID of zeros when it is about neither. */
  readonly subjectId: string;
  readonly type: string;
  readonly occurredAt: Date;
  readonly cause: string | null;
  readonly data: unknown;
}

/** The columns of an `EventRow` out of `eventTables`. */
export const eventColumns = Prisma.sql`
  e.event_id::text AS "eventId", e.listing_id AS "listingId", l.kind AS "listingKind",
  e.subject_id::text AS "subjectId", e.type, e.occurred_at AS "occurredAt", e.cause, e.data`;

export const eventTables = Prisma.sql`event e LEFT JOIN listing l ON l.listing_id = e.listing_id`;

/** An event with its place in the order events are read in, by the microsecond. */
export interface StreamedRow extends EventRow {
  readonly occurredMicros: bigint;
}

/** Whose events a stream tells: a hold's, or those of a reservation and its hold. */
export interface EventSubject {
  readonly listingId: number;
  readonly subjectIds: readonly [string] | readonly [string, string];
}

/** Far beyond what a booking can bring about: some ten events for each of its few cards and refunds. */
const maxEventsOfSubject = 1_000;

const streamedColumns = Prisma.sql`
  ${eventColumns}, (extract(epoch FROM e.occurred_at) * 1000000)::bigint AS "occurredMicros"`;

/** Everything that happened to a subject, oldest first. */
export async function listEventsOf(
  db: Prisma.TransactionClient,
  { listingId, subjectIds }: EventSubject,
): Promise<StreamedRow[]> {
  return db.$queryRaw<StreamedRow[]>`
    SELECT ${streamedColumns} FROM ${eventTables}
    WHERE e.listing_id = ${listingId}::integer AND e.subject_id = ANY (${[...subjectIds]}::uuid[])
    ORDER BY e.occurred_at, e.event_id
    LIMIT ${maxEventsOfSubject}::integer`;
}

/** A subject, and how many of its events since an instant are known already. */
export interface KnownEvents {
  readonly subject: EventSubject;
  readonly since: Date;
  readonly count: number;
}

/**
 * Of those subjects that have more events since their instant than are known, all events since then, oldest first; each
 * with the place of its subject in `known`, from 0. One index range for each subject, whatever else is written. Counting
 * finds also an event that appears before known ones.
 */
export async function listEventsBeyond(
  db: Prisma.TransactionClient,
  known: readonly KnownEvents[],
): Promise<(StreamedRow & { place: number })[]> {
  const listingIds = known.map(({ subject }) => subject.listingId);
  const firstIds = known.map(({ subject }) => subject.subjectIds[0]);
  const secondIds = known.map(({ subject }) => subject.subjectIds[1] ?? null);
  const instants = known.map(({ since }) => since.toISOString());
  const counts = known.map(({ count }) => count);
  return db.$queryRaw<(StreamedRow & { place: number })[]>`
    SELECT ${streamedColumns}, (w.number - 1)::integer AS place
    FROM unnest(
      ${listingIds}::integer[], ${firstIds}::uuid[], ${secondIds}::uuid[], ${instants}::timestamptz[], ${counts}::integer[]
    ) WITH ORDINALITY AS w(listing_id, first_id, second_id, since, count, number)
    CROSS JOIN LATERAL (
      SELECT x.*, count(*) OVER () AS total
      FROM event x
      WHERE x.listing_id = w.listing_id AND x.subject_id = ANY (ARRAY[w.first_id, w.second_id])
        AND x.occurred_at >= w.since
      LIMIT ${maxEventsOfSubject}::integer
    ) e
    LEFT JOIN listing l ON l.listing_id = e.listing_id
    WHERE e.total > w.count
    ORDER BY w.number, e.occurred_at, e.event_id`;
}
