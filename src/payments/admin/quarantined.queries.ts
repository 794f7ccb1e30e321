import type { Database } from '../../database/database-client.js';

/** Writes down what became of it; false when somebody has before. */
export async function resolveQuarantined(
  db: Database,
  resolved: { readonly messageId: string; readonly resolution: string; readonly resolvedBy: string },
): Promise<boolean> {
  const changed = await db.$executeRaw`
    UPDATE quarantined_message m
    SET resolved_at = clock_timestamp(), resolved_by = ${resolved.resolvedBy}, resolution = ${resolved.resolution}
    WHERE m.message_id = ${resolved.messageId}::uuid AND m.resolved_at IS NULL`;
  return changed > 0;
}
