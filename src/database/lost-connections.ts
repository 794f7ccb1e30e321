import type { Pool } from 'pg';

/**
 * A connection that breaks fails the statement under way or the next one, and that is where it is dealt with. The pool
 * listens to those it has; one that breaks in somebody's hands between two statements would end the process.
 */
export function outliveLostConnections(pool: Pool): void {
  pool.on('connect', (client) => {
    client.on('error', () => {});
  });
}
