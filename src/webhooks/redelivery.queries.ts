import { randomUUID } from 'node:crypto';
import type { Database } from '../database/database-client.js';
import type { PrismaService } from '../database/prisma.service.js';
import { deliveryLifetimeSeconds } from './retry.rules.js';

/** Sends one delivery again, as if it had just happened; false when there is none of a subscription that still is. */
export async function redeliverOne(db: Database, deliveryId: string): Promise<boolean> {
  const changed = await db.$executeRaw`
    UPDATE webhook_delivery d
    SET status = 'waiting', attempts = 0, next_attempt_at = now(), finished_at = NULL,
        expires_at = now() + make_interval(secs => ${deliveryLifetimeSeconds}::integer)
    FROM webhook_subscription s
    WHERE d.delivery_id = ${deliveryId}::uuid
      AND s.subscription_id = d.subscription_id AND s.status <> 'deleted'`;
  return changed > 0;
}

export interface Redelivery {
  readonly subscriptionId: string;
  /** Deliveries in these states only. */
  readonly statuses: readonly ('delivered' | 'dead')[];
  /** Of events from here on (RFC 3339), and after this one of the same instant. */
  readonly from: string;
  readonly afterEventId: string | null;
  /** Of events before this. */
  readonly to: string;
  readonly limit: number;
}

export interface RedeliveredPage {
  readonly redelivered: number;
  /** The last one's event, in microseconds; null when there was none. */
  readonly lastOccurredAt: string | null;
  readonly lastEventId: string | null;
}

/** Sends the next deliveries of a subscription again, in the order of their events. */
export async function redeliverPage(db: Database, page: Redelivery): Promise<RedeliveredPage> {
  const rows = await db.$queryRaw<RedeliveredPage[]>`
    WITH page AS MATERIALIZED (
      SELECT d.delivery_id, d.occurred_at, d.event_id
      FROM webhook_delivery d
      WHERE d.subscription_id = ${page.subscriptionId}::uuid AND d.status = ANY (${page.statuses}::text[])
        AND (d.occurred_at, d.event_id) > (
          ${page.from}::text::timestamptz, coalesce(${page.afterEventId}::uuid, '00000000-0000-0000-0000-000000000000')
        )
        AND d.occurred_at < ${page.to}::text::timestamptz
      ORDER BY d.occurred_at, d.event_id
      LIMIT ${page.limit}::integer
      FOR UPDATE
    ), sent AS (
      UPDATE webhook_delivery d
      SET status = 'waiting', attempts = 0, next_attempt_at = now(), finished_at = NULL,
          expires_at = now() + make_interval(secs => ${deliveryLifetimeSeconds}::integer)
      FROM page p WHERE d.delivery_id = p.delivery_id
      RETURNING 1
    ), last AS (
      SELECT p.occurred_at, p.event_id FROM page p ORDER BY p.occurred_at DESC, p.event_id DESC LIMIT 1
    )
    SELECT
      (SELECT count(*) FROM sent)::integer AS redelivered,
      (SELECT to_char(last.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') FROM last) AS "lastOccurredAt",
      (SELECT last.event_id::text FROM last) AS "lastEventId"`;
  return rows[0] ?? { redelivered: 0, lastOccurredAt: null, lastEventId: null };
}

/** Writes a message that is about no event, to be sent to one endpoint; once for each `operationId`. Returns its id. */
export async function insertMessage(
  prisma: PrismaService,
  {
    operationId = randomUUID(),
    subscriptionId,
    type,
    data,
  }: { operationId: string | undefined; subscriptionId: string; type: string; data: object },
): Promise<string> {
  await prisma.$executeRaw`
    WITH message AS MATERIALIZED (SELECT uuidv7() AS event_id, clock_timestamp() AS occurred_at)
    INSERT INTO webhook_delivery
      (delivery_id, subscription_id, listing_id, subject_id, occurred_at, event_id, type, expires_at, payload)
    SELECT
      ${operationId}::uuid, ${subscriptionId}::uuid, 0, '00000000-0000-0000-0000-000000000000', m.occurred_at, m.event_id, ${type},
      m.occurred_at + make_interval(secs => ${deliveryLifetimeSeconds}::integer),
      jsonb_build_object(
        'type', ${type}::text,
        'timestamp', to_char(m.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'data', jsonb_build_object(
          'id', m.event_id, 'type', ${type}::text,
          'occurredAt', to_char(m.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'data', ${JSON.stringify(data)}::text::jsonb
        )
      )
    FROM message m
    ON CONFLICT (delivery_id) DO NOTHING`;
  return operationId;
}
