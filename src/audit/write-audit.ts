import type { Database } from '../database/database-client.js';
import type { Actor } from './actor.js';
import type { AuditAction, AuditKind } from './audit-kinds.js';
import { insertAuditEntries } from './audit.queries.js';
import { changesBetween, type FieldChange } from './changes.rules.js';

/** One change to be told of. */
export interface AuditChange {
  readonly action: AuditAction;
  readonly kind: AuditKind;
  /** Which one: an id, or the code of what has none. */
  readonly id: number | string;
  /** The hotel or flight it belongs to. */
  readonly listingId?: number | undefined;
  /** Everything of it before; missing for what was made. */
  readonly before?: object | undefined;
  /** Everything of it after; missing for what was removed. */
  readonly after?: object | undefined;
  /** Of what was done to many nights at once. */
  readonly nightsBefore?: NightsBefore | undefined;
}

/**
 * What nights had before they were set or emptied, as ranges of nights that had the same. They are kept whole, as `nights`
 * (`from`): whoever writes them bounds how many there are.
 */
export interface NightsBefore {
  readonly ranges: readonly object[];
  /** How many ranges there were beside these. */
  readonly leftOut?: number;
}

/**
 * Writes changes into the audit trail. `db` is the transaction that made them: both are there or neither. A change that
 * changed nothing is not told of.
 */
export async function writeAudit(db: Database, actor: Actor, ...changes: AuditChange[]): Promise<void> {
  const rows = changes
    .map(({ action, kind, id, listingId = 0, before, after, nightsBefore }) => ({
      listingId,
      action,
      kind,
      subjectId: String(id),
      changes: { ...changesBetween(before, after), ...changesOfNights(nightsBefore) },
    }))
    .filter((row) => Object.keys(row.changes).length > 0);
  if (rows.length > 0) await insertAuditEntries(db, actor, rows);
}

function changesOfNights(before: NightsBefore = { ranges: [] }): Record<string, FieldChange> {
  const { ranges, leftOut = 0 } = before;
  return {
    ...(ranges.length > 0 && { nights: { from: ranges } }),
    ...(leftOut > 0 && { rangesLeftOut: { from: leftOut } }),
  };
}
