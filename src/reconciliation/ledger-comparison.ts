import { Injectable } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';
import { LedgerCheckService } from '../inventory/ledger-check.service.js';
import { maxInt4 } from '../http/int4.js';
import { findOrphanedHolds } from './booking-checks.views.js';
import type { RunControl } from './run-control.js';
import { Settler } from './settler.js';

/** Compares the counters of the inventory with the holds and reservations behind them, some fifty listings at a time. */
@Injectable()
export class LedgerComparison {
  constructor(
    private readonly prisma: PrismaService,
    private readonly ledger: LedgerCheckService,
    private readonly settler: Settler,
  ) {}

  /** `save` is told after each part where the next one begins; null when all listings were looked at. */
  async compare(
    fromListingId: number,
    control: RunControl,
    save: (nextListingId: number | null) => Promise<void>,
  ): Promise<void> {
    const total = await this.prisma.listing.count();
    let done = 0;
    let next: number | null = fromListingId;
    while (next !== null) {
      await control.checkpoint();
      const from = next;
      const chunk = await this.ledger.verifyChunk(from);
      next = chunk.nextListingId;
      const to = next === null ? maxInt4 : next - 1;
      const orphans = await findOrphanedHolds(this.prisma, { from, to });
      const listingIds = new Set([...chunk.differences, ...orphans].map(({ listingId }) => listingId));
      await this.settler.settle(
        [...listingIds].map((listingId) => ({ of: 'listing' as const, listingId })),
        control,
      );
      done += chunk.checked;
      control.counts.listings += chunk.checked;
      await save(next);
      control.progress('Comparing counters with holds', done, Math.max(total, done));
    }
  }
}
