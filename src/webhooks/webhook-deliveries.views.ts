import { Prisma } from '../generated/prisma/client.js';
import type { PrismaService } from '../database/prisma.service.js';
import type { DeliveryStatus } from './webhooks.rules.js';

export interface DeliveryRow {
  readonly deliveryId: string;
  readonly subscriptionId: string;
  readonly eventId: string;
  readonly type: string;
  readonly occurredAt: Date;
  /** The same in microseconds. */
  readonly occurredAtText: string;
  readonly status: DeliveryStatus;
  readonly attempts: number;
  readonly nextAttemptAt: Date | null;
  readonly expiresAt: Date;
  readonly attemptedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
}

const columns = Prisma.sql`
  d.delivery_id::text AS "deliveryId", d.subscription_id::text AS "subscriptionId", d.event_id::text AS "eventId",
  d.type, d.occurred_at AS "occurredAt",
  to_char(d.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "occurredAtText",
  d.status, d.attempts::integer AS attempts, d.next_attempt_at AS "nextAttemptAt", d.expires_at AS "expiresAt",
  d.attempted_at AS "attemptedAt", d.finished_at AS "finishedAt", d.last_status::integer AS "lastStatus",
  d.last_error AS "lastError"`;

/** One delivery of a subscription that was not deleted. */
export async function findDelivery(
  prisma: PrismaService,
  deliveryId: string,
): Promise<DeliveryRow | undefined> {
  const rows = await prisma.$queryRaw<DeliveryRow[]>`
    SELECT ${columns}
    FROM webhook_delivery d
    JOIN webhook_subscription s ON s.subscription_id = d.subscription_id AND s.status <> 'deleted'
    WHERE d.delivery_id = ${deliveryId}::uuid`;
  return rows[0];
}

export interface DeliveryFilter {
  readonly subscriptionId: string;
  readonly status: DeliveryStatus | undefined;
  readonly before: { readonly occurredAt: string; readonly eventId: string } | undefined;
  readonly limit: number;
}

/** Deliveries of one subscription, those of the latest events first. */
export async function listDeliveries(prisma: PrismaService, filter: DeliveryFilter): Promise<DeliveryRow[]> {
  const conditions = [Prisma.sql`d.subscription_id = ${filter.subscriptionId}::uuid`];
  // Written out, so that the index over the dead ones can be taken.
  if (filter.status === 'dead') conditions.push(Prisma.sql`d.status = 'dead'`);
  else if (filter.status !== undefined) conditions.push(Prisma.sql`d.status = ${filter.status}`);
  if (filter.before !== undefined) {
    const { occurredAt, eventId } = filter.before;
    conditions.push(
      Prisma.sql`(d.occurred_at, d.event_id) < (${occurredAt}::text::timestamptz, ${eventId}::uuid)`,
    );
  }
  return prisma.$queryRaw<DeliveryRow[]>`
    SELECT ${columns} FROM webhook_delivery d
    WHERE ${Prisma.join(conditions, ' AND ')}
    ORDER BY d.occurred_at DESC, d.event_id DESC
    LIMIT ${filter.limit}::integer`;
}
