import { changeDelay } from '../../cancellation/cancellation.rules.js';
import type { Database } from './hotel-import.queries.js';
import type { PolicyTerms } from './policy-rows.js';

export interface PolicyInput extends PolicyTerms {
  readonly line: number;
  readonly listingId: number;
  readonly code: string;
  /** Null: what it is called already, "Standard" for a new one. */
  readonly name: string | null;
  /** `first`: that of all nights without one of their own, if the hotel has none yet. */
  readonly asDefault: 'yes' | 'no' | 'first';
}

/**
 * Adds policies, or brings those with the same code up to date. Returns the lines of those that are one too many. Whoever calls
 * holds the locks of the hotels or flights.
 */
export async function setPolicies(db: Database, policies: readonly PolicyInput[]): Promise<number[]> {
  const rows = await db.$queryRaw<{ line: number; outcome: string }[]>`
    SELECT
      p.line,
      cancellation_policy_set(
        p."listingId", p.code, coalesce(p.name, x.name, 'Standard'), p.steps,
        CASE WHEN p."keepsNoShowFee" THEN x.no_show_fee ELSE nullif(p."noShowFee", 'null') END,
        ${changeDelay}::interval
      ) AS outcome,
      CASE WHEN p."asDefault" = 'yes' OR (p."asDefault" = 'first' AND NOT EXISTS (
        SELECT 1 FROM cancellation_policy_default d WHERE d.listing_id = p."listingId"
      ))
      THEN cancellation_policy_set_default(p."listingId", p.code, ${changeDelay}::interval) END
    FROM jsonb_to_recordset(${JSON.stringify(policies)}::jsonb) AS p (
      line integer, "listingId" integer, code text, name text, steps jsonb, "noShowFee" jsonb,
      "keepsNoShowFee" boolean, "asDefault" text
    )
    LEFT JOIN LATERAL (
      SELECT n.name, n.no_show_fee, n.retired_at FROM cancellation_policy n
      WHERE n.listing_id = p."listingId" AND n.code = p.code
      ORDER BY n.version DESC LIMIT 1
    ) x ON x.retired_at IS NULL`;
  return rows.flatMap(({ line, outcome }) => (outcome === 'too_many' ? [line] : []));
}

export interface PolicyNights {
  readonly line: number;
  readonly listingId: number;
  readonly startDate: string | null;
  readonly endDate: string | null;
  readonly month: number | null;
  readonly policyCode: string;
}

export interface PolicyNightsSet {
  readonly line: number;
  readonly listingId: number;
  /** For outcomes see `cancellation_policy_set_nights`. */
  readonly outcome: string;
  readonly nightsChanged: number;
}

/**
 * Gives the nights of each range their policy; a month stands for the nights of that month from today up to the horizon.
 * Returns what came of each.
 */
export async function setPolicyNights(
  db: Database,
  ranges: readonly PolicyNights[],
  horizonDays: number,
): Promise<PolicyNightsSet[]> {
  return db.$queryRaw<PolicyNightsSet[]>`
    SELECT r.line, r."listingId", s.outcome, s.nights_changed AS "nightsChanged"
    FROM (
      SELECT j.*, (now() AT TIME ZONE l.timezone)::date AS today
      FROM jsonb_to_recordset(${JSON.stringify(ranges)}::jsonb) AS j (
        line integer, "listingId" integer, "startDate" date, "endDate" date, month integer, "policyCode" text
      )
      JOIN listing l ON l.listing_id = j."listingId"
      -- Written in this order, whichever way they are joined: the later line wins.
      ORDER BY j.line
      OFFSET 0
    ) r
    CROSS JOIN LATERAL cancellation_policy_set_nights(
      r."listingId", coalesce(r."startDate", r.today), coalesce(r."endDate", r.today + ${horizonDays}::integer),
      NULL, r.month, r."policyCode", ${changeDelay}::interval
    ) s`;
}
