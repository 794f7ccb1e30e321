import type { PrismaService } from '../database/prisma.service.js';

/** Ends up to `limit` deliveries whose time passed while their endpoint was paused or disabled; returns how many. */
export async function expireUnsent(prisma: PrismaService, limit: number): Promise<number> {
  return prisma.$executeRaw`
    UPDATE webhook_delivery d
    SET status = 'dead', next_attempt_at = NULL, finished_at = now(),
        last_error = coalesce(d.last_error, 'the endpoint was not active')
    WHERE d.delivery_id IN (
      SELECT w.delivery_id
      FROM webhook_subscription s
      CROSS JOIN LATERAL (
        SELECT o.delivery_id FROM webhook_delivery o
        WHERE o.subscription_id = s.subscription_id AND o.status = 'waiting' AND o.expires_at <= now()
        LIMIT ${limit}::integer
        FOR UPDATE SKIP LOCKED
      ) w
      WHERE s.status IN ('paused', 'disabled')
      LIMIT ${limit}::integer
    )`;
}

/** Deletes up to `limit` deliveries that ended, one way or the other, so many days ago; returns how many. */
export async function purgeFinished(
  prisma: PrismaService,
  { days, limit }: { days: number; limit: number },
): Promise<number> {
  return prisma.$executeRaw`
    DELETE FROM webhook_delivery d
    WHERE d.delivery_id IN (
      SELECT w.delivery_id
      FROM webhook_subscription s
      CROSS JOIN LATERAL (
        SELECT o.delivery_id FROM webhook_delivery o
        WHERE o.subscription_id = s.subscription_id
          -- Nothing ends before it has happened: lets the key of the table find what is old.
          AND o.occurred_at < now() - make_interval(days => ${days}::integer)
          AND o.finished_at < now() - make_interval(days => ${days}::integer)
        ORDER BY o.occurred_at
        LIMIT ${limit}::integer
        FOR UPDATE SKIP LOCKED
      ) w
      LIMIT ${limit}::integer
    )`;
}

/** Deletes up to `limit` deliveries of subscriptions that were deleted; returns how many. */
export async function purgeOfDeleted(prisma: PrismaService, limit: number): Promise<number> {
  return prisma.$executeRaw`
    DELETE FROM webhook_delivery d
    WHERE d.delivery_id IN (
      SELECT o.delivery_id
      FROM webhook_subscription s
      JOIN webhook_delivery o ON o.subscription_id = s.subscription_id
      WHERE s.status = 'deleted'
      LIMIT ${limit}::integer
      FOR UPDATE OF o SKIP LOCKED
    )`;
}

/** Forgets secrets that were replaced and are past their time. */
export async function forgetPreviousSecrets(prisma: PrismaService): Promise<void> {
  await prisma.$executeRaw`
    UPDATE webhook_subscription s SET previous_secret = NULL, previous_secret_until = NULL
    WHERE s.previous_secret_until <= now()`;
}

/** Deletes deleted subscriptions nothing is left of; an hour is longer than any hand-on may still be under way. */
export async function purgeDeletedSubscriptions(prisma: PrismaService): Promise<number> {
  return prisma.$executeRaw`
    DELETE FROM webhook_subscription s
    WHERE s.status = 'deleted' AND s.updated_at < now() - interval '1 hour'
      AND NOT EXISTS (SELECT 1 FROM webhook_delivery d WHERE d.subscription_id = s.subscription_id)`;
}
