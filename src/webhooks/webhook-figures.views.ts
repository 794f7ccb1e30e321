import type { PrismaService } from '../database/prisma.service.js';

export interface DeliveryFigures {
  /** Age in seconds of the oldest event an active endpoint has not taken; 0 without one. */
  readonly oldestSeconds: number;
  readonly dead: number;
  /** Seconds since the feed's cursor last moved. */
  readonly feedLagSeconds: number;
}

export async function readDeliveryFigures(prisma: PrismaService): Promise<DeliveryFigures | undefined> {
  const rows = await prisma.$queryRaw<DeliveryFigures[]>`
    SELECT
      coalesce((
        SELECT extract(epoch FROM clock_timestamp() - min(w.occurred_at))
        FROM webhook_subscription s
        CROSS JOIN LATERAL (
          SELECT d.occurred_at FROM webhook_delivery d
          WHERE d.subscription_id = s.subscription_id AND d.status = 'waiting'
          ORDER BY d.occurred_at LIMIT 1
        ) w
        WHERE s.status = 'active'
      ), 0)::float8 AS "oldestSeconds",
      (
        SELECT count(*) FROM webhook_subscription s
        JOIN webhook_delivery d ON d.subscription_id = s.subscription_id AND d.status = 'dead'
        WHERE s.status <> 'deleted'
      )::integer AS dead,
      (SELECT extract(epoch FROM clock_timestamp() - c.moved_at) FROM webhook_cursor c)::float8 AS "feedLagSeconds"`;
  return rows[0];
}
