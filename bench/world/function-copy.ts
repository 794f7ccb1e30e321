import type { Pool } from 'pg';

/** A piece of a function's text and what stands in its place in the copy. */
export interface Replacement {
  readonly pattern: RegExp;
  readonly by: string;
}

/**
 * Makes a copy of a function of the schema with some pieces of its text replaced, in the database of the benchmark only.
 *
 * @throws when a piece does not occur exactly once: the function has changed, and the copy would not be what it claims
 */
export async function copyFunction(
  pool: Pool,
  { name, copy, replacements }: { name: string; copy: string; replacements: readonly Replacement[] },
): Promise<void> {
  const { rows } = await pool.query<{ text: string }>(
    `SELECT pg_get_functiondef(p.oid) AS text FROM pg_proc p
     WHERE p.proname = $1 AND p.pronamespace = 'public'::regnamespace`,
    [name],
  );
  const [found, ...others] = rows;
  if (found === undefined || others.length > 0) throw new Error(`there is not exactly one function ${name}`);
  const header = {
    pattern: new RegExp(`^(CREATE OR REPLACE FUNCTION public\\.)${name}\\(`),
    by: `$1${copy}(`,
  };
  await pool.query(replaceEach(found.text, [header, ...replacements], name));
}

/** Exported for its test. */
export function replaceEach(text: string, replacements: readonly Replacement[], name: string): string {
  return replacements.reduce((changed, { pattern, by }) => {
    const every = new RegExp(pattern.source, `${pattern.flags.replace('g', '')}g`);
    const count = [...changed.matchAll(every)].length;
    if (count !== 1)
      throw new Error(`${name} was to be copied, but ${String(pattern)} occurs ${count} times in it`);
    return changed.replace(pattern, by);
  }, text);
}
