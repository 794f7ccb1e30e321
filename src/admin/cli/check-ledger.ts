import type { INestApplicationContext } from '@nestjs/common';
import type { Actor } from '../../audit/actor.js';
import { PrismaService } from '../../database/prisma.service.js';
import { LedgerCheckService } from '../../inventory/ledger-check.service.js';
import type { Progress } from './progress.js';

type Differences = Awaited<ReturnType<LedgerCheckService['verify']>>;

/** Compares every row of the ledger with the holds and reservations behind it. */
export async function verifyLedger(
  services: INestApplicationContext,
  progress: Progress,
): Promise<{ checked: number; differences: Differences }> {
  const total = await services.get(PrismaService).listing.count();
  let checked = 0;
  try {
    const differences = await services.get(LedgerCheckService).verify((step) => {
      ({ checked } = step);
      progress.update('Checking the ledger', checked, Math.max(total, checked));
    });
    return { checked, differences };
  } finally {
    progress.stop();
  }
}

/** The same, and sets right what differs. Returns what differed. */
export async function repairLedger(
  services: INestApplicationContext,
  progress: Progress,
  actor: Actor,
): Promise<Differences> {
  const total = await services.get(PrismaService).listing.count();
  try {
    return await services.get(LedgerCheckService).repair(actor, ({ checked }) => {
      progress.update('Checking the ledger', checked, Math.max(total, checked));
    });
  } finally {
    progress.stop();
  }
}
