import type { Database } from '../database/database-client.js';
import type { Actor } from './actor.js';
import type { AuditAction, AuditKind } from './audit-kinds.js';
import type { FieldChange } from './changes.rules.js';

export interface AuditRow {
  readonly listingId: number;
  readonly action: AuditAction;
  readonly kind: AuditKind;
  readonly subjectId: string;
  readonly changes: Readonly<Record<string, FieldChange>>;
}

/** Writes entries of one actor, in order. */
export async function insertAuditEntries(
  db: Database,
  { name, via, requestId }: Actor,
  rows: readonly AuditRow[],
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO audit_entry (listing_id, actor, via, request_id, action, kind, subject_id, changes)
    SELECT e."listingId", ${name}, ${via}, ${requestId ?? null}, e.action, e.kind, e."subjectId", e.changes
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS e ("listingId" integer, action text, kind text, "subjectId" text, changes jsonb)`;
}
