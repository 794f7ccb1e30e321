import { Prisma } from '../generated/prisma/client.js';

/** One event as it was written. */
export interface EventRow {
  readonly eventId: string;
  readonly listingId: number;
  /** null for an event that belongs to no listing. */
  readonly listingKind: 'hotel' | 'flight' | null;
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
