import type { PrismaService } from '../database/prisma.service.js';
import { everyListing } from './listing-cache.js';

/** How long a copy of the catalogue is shown while nobody tells this process of changes. */
export const untoldMaxAgeMs = 1_000;

/** What forgets, when a listing of the catalogue changes. */
export interface Forgetful {
  drop(listingId: number): void;
  clear(): void;
}

/**
 * How far copies of the catalogue can be relied on in this process: for as long as it is told of every change, and
 * otherwise for a second. `CatalogueListener` keeps this up to date; a process without one is never told of anything.
 */
export class CatalogueFreshness {
  private readonly copies: Forgetful[] = [];
  private toldUntilMs = -Infinity;

  /** Copies that are to forget what changes. */
  watch(...copies: readonly Forgetful[]): void {
    this.copies.push(...copies);
  }

  /** Whether a copy that was asked for at `askedMs` is still as good as the database at `nowMs`, but for a second. */
  readonly isFresh = (askedMs: number, nowMs: number): boolean =>
    nowMs < this.toldUntilMs || nowMs - askedMs < untoldMaxAgeMs;

  /** Whether changes are being told of at this moment. */
  get isTold(): boolean {
    return performance.now() < this.toldUntilMs;
  }

  /** Every change that was committed by `heardMs` has been told of. */
  confirm(heardMs: number): void {
    this.toldUntilMs = heardMs + untoldMaxAgeMs;
  }

  /** From now on changes may go unheard. */
  lose(): void {
    this.toldUntilMs = -Infinity;
  }

  /** These listings have changed, or, without names, any of them. */
  change(listingIds: readonly number[] | 'all'): void {
    for (const copy of this.copies) {
      if (listingIds === 'all') copy.clear();
      else for (const id of [...listingIds, everyListing]) copy.drop(id);
    }
  }
}

/** By database, so that two of them in one process never mix. */
const byDatabase = new WeakMap<PrismaService, CatalogueFreshness>();

/** The freshness of this process's copies of that database's catalogue. */
export function catalogueFreshness(prisma: PrismaService): CatalogueFreshness {
  const known = byDatabase.get(prisma);
  if (known !== undefined) return known;
  const made = new CatalogueFreshness();
  byDatabase.set(prisma, made);
  return made;
}
