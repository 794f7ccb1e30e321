import { Prisma } from '../generated/prisma/client.js';
import type { Database } from '../database/database-client.js';
import type { PrismaService } from '../database/prisma.service.js';
import type { SubscriptionStatus } from './webhooks.rules.js';

/** A subscription without its secrets. */
export interface SubscriptionRow {
  readonly subscriptionId: string;
  readonly url: string;
  readonly description: string;
  readonly eventTypes: readonly string[];
  readonly status: SubscriptionStatus;
  readonly previousSecretUntil: Date | null;
  readonly failingSince: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** The columns of a `SubscriptionRow` of `webhook_subscription s`. */
export const subscriptionColumns = Prisma.sql`
  s.subscription_id::text AS "subscriptionId", s.url, s.description, s.event_types AS "eventTypes", s.status,
  CASE WHEN s.previous_secret_until > now() THEN s.previous_secret_until END AS "previousSecretUntil",
  s.failing_since AS "failingSince", s.created_at AS "createdAt", s.updated_at AS "updatedAt"`;

/** `lock` keeps it from changing until the transaction ends. */
export async function findSubscription(
  db: Database,
  subscriptionId: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<SubscriptionRow | undefined> {
  const rows = await db.$queryRaw<SubscriptionRow[]>`
    SELECT ${subscriptionColumns} FROM webhook_subscription s
    WHERE s.subscription_id = ${subscriptionId}::uuid AND s.status <> 'deleted'
    ${lock ? Prisma.sql`FOR NO KEY UPDATE` : Prisma.empty}`;
  return rows[0];
}

/** Newest first; the page begins after `beforeId`. */
export async function listSubscriptions(
  prisma: PrismaService,
  { beforeId, limit }: { beforeId: string | undefined; limit: number },
): Promise<SubscriptionRow[]> {
  return prisma.$queryRaw<SubscriptionRow[]>`
    SELECT ${subscriptionColumns} FROM webhook_subscription s
    WHERE s.status <> 'deleted'
      AND (${beforeId ?? null}::uuid IS NULL OR s.subscription_id < ${beforeId ?? null}::uuid)
    ORDER BY s.subscription_id DESC
    LIMIT ${limit}::integer`;
}
