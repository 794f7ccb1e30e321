import type { Pool } from 'pg';
import type { Check } from '../metric.js';

/**
 * I1 (nothing oversold, no counter below zero) and I3 (counters equal the holds behind them), over the whole database.
 * Totals are never lowered here, so a row above its limit was granted above it. Nothing may be in flight.
 */
export async function checkInvariants(pool: Pool): Promise<Check[]> {
  const { rows: oversold } = await pool.query<{ rows: number }>(
    `SELECT count(*)::integer AS rows FROM inventory
     WHERE held < 0 OR reserved < 0 OR held + reserved > inventory_limit(total, overbooking_percent, overbooking_cap)`,
  );
  const { rows: differences } = await pool.query<{ rows: number }>(
    `SELECT count(*)::integer AS rows FROM ledger_verify(1, (SELECT max(listing_id) FROM listing))`,
  );
  return [
    noneOf('I1: no row is sold above its limit', oversold[0]?.rows),
    noneOf('I3: counters equal the holds behind them', differences[0]?.rows),
  ];
}

function noneOf(name: string, rows: number | undefined): Check {
  return { name, isHeld: rows === 0, ...(rows !== 0 && { detail: `${rows} rows` }) };
}

/** Says once what was checked again and again: held when it always was. */
export function mergeChecks(checks: readonly Check[]): Check[] {
  const merged = new Map<string, Check>();
  for (const check of checks) {
    const known = merged.get(check.name);
    if (known === undefined || known.isHeld) merged.set(check.name, check);
  }
  return [...merged.values()];
}
