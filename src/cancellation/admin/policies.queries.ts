import type { Database } from '../../database/database-client.js';
import { changeDelay, type Fee, type Offset, type Policy, type Step } from '../cancellation.rules.js';

/** Locks the policies of a listing until the transaction ends; what changes them takes the same lock. */
export async function lockPolicies(db: Database, listingId: number): Promise<void> {
  await db.$queryRaw`
    SELECT l.listing_id FROM listing l
    WHERE l.listing_id = ${listingId}::integer AND l.kind <> 'supplier' FOR NO KEY UPDATE`;
}

export interface PolicyChange {
  readonly listingId: number;
  readonly code: string;
  readonly name: string;
  readonly steps: readonly Step<Offset>[];
  readonly noShowFee: Fee | null;
}

/** Makes a policy or changes it; for outcomes see `cancellation_policy_set`. */
export async function setPolicy(db: Database, { listingId, code, name, steps, noShowFee }: PolicyChange) {
  const fee = noShowFee === null ? null : JSON.stringify(noShowFee);
  const [row] = await db.$queryRaw<{ outcome: string }[]>`
    SELECT cancellation_policy_set(
      ${listingId}::integer, ${code}, ${name}, ${JSON.stringify(steps)}::jsonb, ${fee}::jsonb, ${changeDelay}::interval
    ) AS outcome`;
  return row?.outcome ?? '';
}

/** For outcomes see `cancellation_policy_set_default`. */
export async function setDefaultPolicy(db: Database, listingId: number, code: string): Promise<string> {
  const [row] = await db.$queryRaw<{ outcome: string }[]>`
    SELECT cancellation_policy_set_default(${listingId}::integer, ${code}, ${changeDelay}::interval) AS outcome`;
  return row?.outcome ?? '';
}

export interface PolicyNights {
  readonly listingId: number;
  readonly startDate: string;
  readonly endDate: string;
  readonly weekdays?: readonly number[] | undefined;
  readonly code: string | null;
}

/** For outcomes see `cancellation_policy_set_nights`. */
export async function setPolicyNights(
  db: Database,
  { listingId, startDate, endDate, weekdays, code }: PolicyNights,
): Promise<{ outcome: string; nightsChanged: number }> {
  const [row] = await db.$queryRaw<{ outcome: string; nightsChanged: number }[]>`
    SELECT s.outcome, s.nights_changed AS "nightsChanged"
    FROM cancellation_policy_set_nights(
      ${listingId}::integer, ${startDate}::date, ${endDate}::date,
      ${weekdays === undefined ? null : [...weekdays]}::integer[], NULL, ${code}::text, ${changeDelay}::interval
    ) s`;
  return row ?? { outcome: '', nightsChanged: 0 };
}

/** For outcomes see `cancellation_policy_retire`. */
export async function retirePolicy(db: Database, listingId: number, code: string): Promise<string> {
  const [row] = await db.$queryRaw<{ outcome: string }[]>`
    SELECT cancellation_policy_retire(${listingId}::integer, ${code}) AS outcome`;
  return row?.outcome ?? '';
}

export interface ListedPolicy extends Policy {
  readonly isDefault: boolean;
}

export interface ListingPolicies {
  readonly kind: 'hotel' | 'flight';
  readonly currency: string;
  readonly timezone: string;
  readonly policies: readonly ListedPolicy[];
  /** What applies where the listing has none. */
  readonly inForce: Policy;
}

/** The newest version of every policy that is not retired, by code; undefined for no hotel or flight. */
export async function findPolicies(db: Database, listingId: number): Promise<ListingPolicies | undefined> {
  const [row] = await db.$queryRaw<ListingPolicies[]>`
    SELECT
      l.kind, l.currency, l.timezone, cancellation_policy_of(l.listing_id, NULL, 'infinity') AS "inForce",
      coalesce((
        SELECT jsonb_agg(
          cancellation_policy_at(l.listing_id, p.code, 'infinity') || jsonb_build_object('isDefault', p.code = (
            SELECT d.code FROM cancellation_policy_default d
            WHERE d.listing_id = l.listing_id ORDER BY d.since DESC LIMIT 1
          ) IS TRUE)
          ORDER BY p.code
        )
        FROM (SELECT DISTINCT x.code FROM cancellation_policy x WHERE x.listing_id = l.listing_id) p
        WHERE cancellation_policy_is_offered(l.listing_id, p.code)
      ), '[]') AS policies
    FROM listing l WHERE l.listing_id = ${listingId}::integer AND l.kind <> 'supplier'`;
  return row;
}

/** Nights of the half-open range with a policy of their own. */
export async function listPolicyNights(
  db: Database,
  listingId: number,
  { startDate, endDate }: { startDate: string; endDate: string },
): Promise<{ date: string; code: string }[]> {
  return db.$queryRaw<{ date: string; code: string }[]>`
    SELECT n.date::text AS date, n.code
    FROM (
      SELECT DISTINCT ON (x.date) x.date, x.code FROM cancellation_policy_night x
      WHERE x.listing_id = ${listingId}::integer AND x.date >= ${startDate}::date AND x.date < ${endDate}::date
      ORDER BY x.date, x.since DESC
    ) n
    WHERE n.code IS NOT NULL
    ORDER BY n.date`;
}
