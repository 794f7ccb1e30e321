import { eventColumns, type EventRow } from '../events/event.views.js';
import type { PrismaService } from '../database/prisma.service.js';

interface Leased {
  readonly deliveryId: string;
  readonly subscriptionId: string;
  readonly url: string;
  readonly secret: string;
  /** The one before the last rotation, while it is valid. */
  readonly previousSecret: string | null;
  /** The endpoint's last attempts have failed. */
  readonly isFailing: boolean;
  /** Attempts so far, this one included. */
  readonly attempts: number;
  /** When this one began, by the database's clock. */
  readonly attemptedAt: Date;
  readonly expiresAt: Date;
  /** The whole message, for one that is about no event. */
  readonly payload: unknown;
}

/** A delivery to be attempted now, with the event it tells of. */
export type LeasedDelivery = Leased & (EventRow | { readonly eventId: null });

export interface LeaseRequest {
  /** Attempts of this process under way, by subscription. */
  readonly inFlight: ReadonlyMap<string, number>;
  /** Most deliveries to lease. */
  readonly limit: number;
  /** Attempts at the same time at one endpoint, and at one that fails. */
  readonly perEndpoint: number;
  readonly perFailingEndpoint: number;
  /** Unless it is renewed, another worker may take the attempt for lost after this time. */
  readonly leaseSeconds: number;
}

/**
 * Takes due deliveries: each endpoint in turn, none more than it has room for. The lease is `next_attempt_at` itself, so
 * that what a killed process left is due again by itself.
 */
export async function leaseDueDeliveries(
  prisma: PrismaService,
  { inFlight, limit, perEndpoint, perFailingEndpoint, leaseSeconds }: LeaseRequest,
): Promise<LeasedDelivery[]> {
  return prisma.$queryRaw<LeasedDelivery[]>`
    WITH room AS (
      SELECT
        s.subscription_id, s.url, s.secret, s.failing_since,
        CASE WHEN s.previous_secret_until > now() THEN s.previous_secret END AS previous_secret,
        CASE WHEN s.failing_since IS NULL THEN ${perEndpoint}::integer ELSE ${perFailingEndpoint}::integer END
          - coalesce(b.attempts, 0) AS free
      FROM webhook_subscription s
      LEFT JOIN unnest(${[...inFlight.keys()]}::uuid[], ${[...inFlight.values()]}::integer[])
        AS b(subscription_id, attempts) ON b.subscription_id = s.subscription_id
      WHERE s.status = 'active'
    ), due AS MATERIALIZED (
      SELECT
        room.url, room.secret, room.failing_since, room.previous_secret,
        d.delivery_id, d.listing_id, d.subject_id, d.occurred_at, d.event_id,
        row_number() OVER (PARTITION BY room.subscription_id ORDER BY d.next_attempt_at) AS turn
      FROM room
      CROSS JOIN LATERAL (
        SELECT w.delivery_id, w.listing_id, w.subject_id, w.occurred_at, w.event_id, w.next_attempt_at
        FROM webhook_delivery w
        WHERE w.subscription_id = room.subscription_id AND w.status = 'waiting' AND w.next_attempt_at <= now()
        ORDER BY w.next_attempt_at
        LIMIT greatest(room.free, 0)
        FOR UPDATE SKIP LOCKED
      ) d
    ), chosen AS MATERIALIZED (
      SELECT
        due.url, due.secret, due.failing_since, due.previous_secret,
        due.delivery_id, due.listing_id, due.subject_id, due.occurred_at, due.event_id
      FROM due ORDER BY due.turn LIMIT ${limit}::integer
    )
    UPDATE webhook_delivery d
    SET attempts = d.attempts + 1, attempted_at = now(),
        next_attempt_at = now() + make_interval(secs => ${leaseSeconds}::integer)
    FROM chosen c
    LEFT JOIN event e ON e.listing_id = c.listing_id AND e.subject_id = c.subject_id
      AND e.occurred_at = c.occurred_at AND e.event_id = c.event_id
    LEFT JOIN listing l ON l.listing_id = e.listing_id
    WHERE d.delivery_id = c.delivery_id
    RETURNING
      d.delivery_id::text AS "deliveryId", d.subscription_id::text AS "subscriptionId", c.url, c.secret,
      c.previous_secret AS "previousSecret", (c.failing_since IS NOT NULL) AS "isFailing",
      d.attempts::integer AS attempts, d.attempted_at AS "attemptedAt", d.expires_at AS "expiresAt", d.payload,
      ${eventColumns}`;
}

/** It arrived, whoever sent it: also an attempt that was taken for lost counts. */
export async function recordDelivered(
  prisma: PrismaService,
  { deliveryId, status }: { deliveryId: string; status: number },
): Promise<void> {
  await prisma.$executeRaw`
    UPDATE webhook_delivery d
    SET status = 'delivered', next_attempt_at = NULL, finished_at = now(),
        last_status = ${status}::smallint, last_error = NULL
    WHERE d.delivery_id = ${deliveryId}::uuid AND d.status = 'waiting'`;
}

export interface FailedDelivery {
  readonly deliveryId: string;
  /** The attempt that failed: the outcome of one that was taken for lost no longer counts. */
  readonly attempts: number;
  readonly status: number | undefined;
  readonly error: string;
  /** Undefined when there will be no other attempt. */
  readonly nextAttemptAt: Date | undefined;
}

/** It did not arrive: it waits for its next attempt, or is dead. */
export async function recordFailed(
  prisma: PrismaService,
  { deliveryId, attempts, status, error, nextAttemptAt }: FailedDelivery,
): Promise<void> {
  const next = nextAttemptAt?.toISOString() ?? null;
  await prisma.$executeRaw`
    UPDATE webhook_delivery d
    SET status = CASE WHEN ${next}::text IS NULL THEN 'dead' ELSE 'waiting' END,
        next_attempt_at = ${next}::text::timestamptz,
        finished_at = CASE WHEN ${next}::text IS NULL THEN now() END,
        last_status = ${status ?? null}::smallint, last_error = ${error}
    WHERE d.delivery_id = ${deliveryId}::uuid AND d.status = 'waiting' AND d.attempts = ${attempts}::smallint`;
}

/** Attempts that are under way stay with their worker for another while; one that has just failed keeps its pause. */
export async function renewLeases(
  prisma: PrismaService,
  leases: readonly { readonly deliveryId: string; readonly attempts: number }[],
  leaseSeconds: number,
): Promise<void> {
  await prisma.$executeRaw`
    UPDATE webhook_delivery d
    SET next_attempt_at = greatest(d.next_attempt_at, now() + make_interval(secs => ${leaseSeconds}::integer))
    FROM unnest(
      ${leases.map(({ deliveryId }) => deliveryId)}::uuid[], ${leases.map(({ attempts }) => attempts)}::integer[]
    ) AS held(delivery_id, attempts)
    WHERE d.delivery_id = held.delivery_id AND d.status = 'waiting' AND d.attempts = held.attempts`;
}

/** An attempt was given up before it had an outcome: it does not count, and another worker may make it at once. */
export async function releaseLease(
  prisma: PrismaService,
  { deliveryId, attempts }: { deliveryId: string; attempts: number },
): Promise<void> {
  await prisma.$executeRaw`
    UPDATE webhook_delivery d SET attempts = d.attempts - 1, next_attempt_at = now()
    WHERE d.delivery_id = ${deliveryId}::uuid AND d.status = 'waiting' AND d.attempts = ${attempts}::smallint`;
}

/** The endpoint fails, or works again; only the change is written. */
export async function markEndpoint(
  prisma: PrismaService,
  { subscriptionId, isFailing }: { subscriptionId: string; isFailing: boolean },
): Promise<void> {
  await prisma.$executeRaw`
    UPDATE webhook_subscription s
    SET failing_since = CASE WHEN ${isFailing}::boolean THEN now() END
    WHERE s.subscription_id = ${subscriptionId}::uuid AND (s.failing_since IS NULL) = ${isFailing}::boolean`;
}

/** The endpoint said that it is gone. Returns whether it was active until now. */
export async function disableSubscription(prisma: PrismaService, subscriptionId: string): Promise<boolean> {
  const changed = await prisma.$executeRaw`
    UPDATE webhook_subscription s SET status = 'disabled', updated_at = now()
    WHERE s.subscription_id = ${subscriptionId}::uuid AND s.status = 'active'`;
  return changed > 0;
}
