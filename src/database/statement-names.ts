import { createHash } from 'node:crypto';

/**
 * Names for prepared statements, one per text. PostgreSQL keeps a prepared statement until its connection ends, so
 * only the first `limit` texts are named: the application's own statements are far fewer, and a text that is built
 * with a varying number of placeholders must not fill the server's memory.
 */
export class StatementNames {
  readonly #names = new Map<string, string>();

  constructor(private readonly limit: number) {}

  /** The empty name means: parse it, run it, forget it. */
  nameOf(sql: string): string {
    const known = this.#names.get(sql);
    if (known !== undefined) return known;
    if (this.#names.size >= this.limit) return '';
    const name = `h${createHash('sha256').update(sql).digest('base64url').slice(0, 20)}`;
    this.#names.set(sql, name);
    return name;
  }
}
