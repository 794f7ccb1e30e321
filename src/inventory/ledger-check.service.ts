import { Injectable } from '@nestjs/common';
import type { Actor } from '../audit/actor.js';
import { writeAudit } from '../audit/write-audit.js';
import { inTransaction } from '../database/in-transaction.js';
import { PrismaService } from '../database/prisma.service.js';
import { listListingIds, repairListing, verifyListings, type LedgerDifference } from './ledger.queries.js';

/** Listings compared by one statement. */
const listingsPerStatement = 50;

/** What one look at the ledger found, and the listing the next one begins with; null when that was the last. */
export interface CheckedChunk {
  readonly differences: readonly LedgerDifference[];
  /** Listings looked at. */
  readonly checked: number;
  readonly nextListingId: number | null;
}

export interface CheckProgress {
  /** Listings looked at so far. */
  readonly checked: number;
}

/** Proves that counters equal live holds plus reservations, and mends them where they do not. */
@Injectable()
export class LedgerCheckService {
  constructor(private readonly prisma: PrismaService) {}

  /** Every row that differs, while the system runs. `onProgress` is called after each chunk. */
  async verify(onProgress: (progress: CheckProgress) => void = () => {}): Promise<LedgerDifference[]> {
    const differences: LedgerDifference[] = [];
    for await (const { ids, checked } of this.chunks()) {
      const [from, to] = [ids[0], ids.at(-1)];
      if (from !== undefined && to !== undefined) {
        differences.push(...(await verifyListings(this.prisma, { from, to })));
      }
      onProgress({ checked });
    }
    return differences;
  }

  /** Compares some fifty listings from `fromListingId` on: a bounded part of `verify`, for callers in a hurry. */
  async verifyChunk(fromListingId: number): Promise<CheckedChunk> {
    const limit = listingsPerStatement + 1;
    const ids = await listListingIds(this.prisma, { after: fromListingId - 1, limit });
    const [from, to] = [ids[0], ids.slice(0, listingsPerStatement).at(-1)];
    if (from === undefined || to === undefined) return { differences: [], checked: 0, nextListingId: null };
    const differences = await verifyListings(this.prisma, { from, to });
    const checked = Math.min(ids.length, listingsPerStatement);
    return { differences, checked, nextListingId: ids[listingsPerStatement] ?? null };
  }

  /** The rows of one listing that differ. */
  verifyListing(listingId: number): Promise<LedgerDifference[]> {
    return verifyListings(this.prisma, { from: listingId, to: listingId });
  }

  /** Sets every row right and returns what differed. A row that holds claim but that does not exist stays reported. */
  async repair(
    actor: Actor,
    onProgress: (progress: CheckProgress) => void = () => {},
  ): Promise<LedgerDifference[]> {
    const differences = await this.verify(onProgress);
    const repaired: LedgerDifference[] = [];
    for (const listingId of new Set(differences.map((difference) => difference.listingId))) {
      repaired.push(...(await this.repairListing(listingId, actor)));
    }
    return repaired;
  }

  private repairListing(listingId: number, actor: Actor): Promise<LedgerDifference[]> {
    return inTransaction(this.prisma, async (tx) => {
      const rows = await repairListing(tx, listingId);
      const set = rows.filter(({ held }) => held !== null);
      const entries = [...new Set(set.map(({ skuId }) => skuId))].map((skuId) => {
        const ofSku = set.filter((row) => row.skuId === skuId);
        return {
          action: 'repaired' as const,
          kind: 'inventory' as const,
          id: skuId,
          listingId,
          before: Object.fromEntries(
            ofSku.map(({ date, held, reserved, total }) => [date, { held, reserved, total }]),
          ),
          after: Object.fromEntries(
            ofSku.map(({ date, expectedHeld, expectedReserved, expectedTotal }) => [
              date,
              { held: expectedHeld, reserved: expectedReserved, total: expectedTotal },
            ]),
          ),
        };
      });
      await writeAudit(tx, actor, ...entries);
      return rows;
    });
  }

  private async *chunks(): AsyncGenerator<{ ids: number[]; checked: number }> {
    let after = 0;
    let checked = 0;
    for (;;) {
      const ids = await listListingIds(this.prisma, { after, limit: listingsPerStatement });
      const last = ids.at(-1);
      if (last === undefined) return;
      after = last;
      checked += ids.length;
      yield { ids, checked };
    }
  }
}
