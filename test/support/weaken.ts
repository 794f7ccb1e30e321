import type { PrismaService } from '../../src/database/prisma.service.js';

/**
 * Replaces SQL functions of a test's own database by the same text with a guard taken out: the control of a race
 * test, which must then fail. Throws when a function has no such guard, so that no control can become void.
 */
export async function weaken(
  prisma: PrismaService,
  names: readonly string[],
  guard: RegExp,
  instead = '',
): Promise<void> {
  for (const name of names) {
    const { rows } = await prisma.pool.query<{ text: string }>(
      'SELECT pg_get_functiondef($1::regproc) AS text',
      [name],
    );
    const text = rows[0]?.text ?? '';
    const weak = text.replaceAll(guard, instead);
    if (weak === text) throw new Error(`${name} has no guard ${guard.source}`);
    await prisma.pool.query(weak);
  }
}

/** Every row lock of a function. */
export const rowLocks = /FOR NO KEY UPDATE( OF i)?( SKIP LOCKED)?/g;
