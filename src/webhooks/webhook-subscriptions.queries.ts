import type { Database } from '../database/database-client.js';
import { subscriptionColumns, type SubscriptionRow } from './webhook-subscriptions.views.js';

/** A subscription and the secret it now signs with: for whoever has just made it. */
export type SubscriptionWithSecret = SubscriptionRow & { readonly secret: string };

export interface NewSubscription {
  /** Names it, when its request has a key: the repeat finds what was made, with its secret. */
  readonly operationId: string | undefined;
  readonly url: string;
  readonly description: string;
  readonly eventTypes: readonly string[];
  readonly secret: string;
  /** Most there may be; the limit is for mistakes and not exact when two are made at once. */
  readonly maxSubscriptions: number;
}

/** Undefined when there are as many as there may be. */
export async function insertSubscription(
  db: Database,
  { operationId, url, description, eventTypes, secret, maxSubscriptions }: NewSubscription,
): Promise<SubscriptionWithSecret | undefined> {
  const rows = await db.$queryRaw<SubscriptionWithSecret[]>`
    INSERT INTO webhook_subscription AS s (subscription_id, url, description, event_types, secret)
    SELECT coalesce(${operationId ?? null}::uuid, uuidv7()), ${url}, ${description}, ${eventTypes}::text[], ${secret}
    WHERE (SELECT count(*) FROM webhook_subscription o WHERE o.status <> 'deleted') < ${maxSubscriptions}::integer
    ON CONFLICT (subscription_id) DO UPDATE SET updated_at = s.updated_at WHERE s.status <> 'deleted'
    RETURNING ${subscriptionColumns}, s.secret`;
  return rows[0];
}

export interface SubscriptionChanges {
  readonly url?: string | undefined;
  readonly description?: string | undefined;
  readonly eventTypes?: readonly string[] | undefined;
  readonly status?: 'active' | 'paused' | undefined;
}

/** Changes what is named; another address, or being active again, is a new beginning for one that failed. */
export async function updateSubscription(
  db: Database,
  subscriptionId: string,
  { url, description, eventTypes, status }: SubscriptionChanges,
): Promise<SubscriptionRow | undefined> {
  const rows = await db.$queryRaw<SubscriptionRow[]>`
    UPDATE webhook_subscription s
    SET url = coalesce(${url ?? null}, s.url), description = coalesce(${description ?? null}, s.description),
        event_types = coalesce(${eventTypes ?? null}::text[], s.event_types),
        status = coalesce(${status ?? null}, s.status),
        failing_since = CASE
          WHEN ${url ?? null}::text IS NOT NULL OR ${status ?? null}::text = 'active' THEN NULL
          ELSE s.failing_since
        END,
        updated_at = now()
    WHERE s.subscription_id = ${subscriptionId}::uuid AND s.status <> 'deleted'
    RETURNING ${subscriptionColumns}`;
  return rows[0];
}

export interface Rotation {
  readonly subscriptionId: string;
  readonly secret: string;
  readonly overlapSeconds: number;
  readonly operationId: string | undefined;
}

/** The secret until now signs beside the new one for so many seconds; an older one no longer does. */
export async function rotateSecret(
  db: Database,
  { subscriptionId, secret, overlapSeconds, operationId }: Rotation,
): Promise<SubscriptionWithSecret | undefined> {
  const rows = await db.$queryRaw<SubscriptionWithSecret[]>`
    WITH done AS (
      UPDATE webhook_subscription s
      SET secret = ${secret}, rotation_id = ${operationId ?? null}::uuid, updated_at = now(),
          previous_secret = CASE WHEN ${overlapSeconds}::integer > 0 THEN s.secret END,
          previous_secret_until = CASE
            WHEN ${overlapSeconds}::integer > 0 THEN now() + make_interval(secs => ${overlapSeconds}::integer)
          END
      WHERE s.subscription_id = ${subscriptionId}::uuid AND s.status <> 'deleted'
        AND (${operationId ?? null}::uuid IS NULL OR s.rotation_id IS DISTINCT FROM ${operationId ?? null}::uuid)
      RETURNING
        s.subscription_id, s.url, s.description, s.event_types, s.status, s.previous_secret_until, s.failing_since,
        s.created_at, s.updated_at, s.secret
    )
    SELECT ${subscriptionColumns}, s.secret FROM done s
    UNION ALL
    SELECT ${subscriptionColumns}, s.secret FROM webhook_subscription s
    WHERE s.subscription_id = ${subscriptionId}::uuid AND s.status <> 'deleted'
      AND s.rotation_id = ${operationId ?? null}::uuid`;
  return rows[0];
}

/** From now on it is not there for anyone; its secrets are forgotten at once, its deliveries a little later. */
export async function markSubscriptionDeleted(db: Database, subscriptionId: string): Promise<boolean> {
  const changed = await db.$executeRaw`
    UPDATE webhook_subscription s
    SET status = 'deleted', secret = '', previous_secret = NULL, previous_secret_until = NULL, updated_at = now()
    WHERE s.subscription_id = ${subscriptionId}::uuid AND s.status <> 'deleted'`;
  return changed > 0;
}
