import type { Query } from '../harness/query.js';

/**
 * Replaces a SQL function of the run's own database by the same text with guards taken out. Throws when a guard is not
 * there, so that no control can become void unnoticed.
 */
export async function weakenFunction(
  query: Query,
  name: string,
  guards: readonly (readonly [guard: RegExp, instead: string])[],
): Promise<void> {
  const [row] = await query<{ text: string }>(`SELECT pg_get_functiondef('${name}'::regproc) AS text`);
  let text = row?.text ?? '';
  for (const [guard, instead] of guards) {
    const weaker = text.replace(guard, instead);
    if (weaker === text) throw new Error(`${name} has no guard ${guard.source}`);
    text = weaker;
  }
  await query(text);
}
