import { Injectable } from '@nestjs/common';
import { SupplierRefused } from '../supplier.errors.js';

/** How many are remembered: the oldest leave first. An offer lives half an hour, and one that is gone is refused anyway. */
const maxGone = 10_000;

/** Refusals after which nobody can have the offer any more. */
const goneReasons: ReadonlySet<string> = new Set(['sold_out', 'offer_expired', 'not_found']);

/**
 * Offers that the supplier has refused as gone, to whoever read, held or booked one: a search that was made before does not
 * show them any more. In the memory of this process: another one learns of it when it asks.
 */
@Injectable()
export class GoneOffers {
  private readonly gone = new Set<string>();

  has(offerId: string): boolean {
    return this.gone.has(offerId);
  }

  /** Remembers the offer if that is what a failed call about it says. */
  note(offerId: string, error: unknown): void {
    if (!(error instanceof SupplierRefused) || !goneReasons.has(error.reason)) return;
    this.gone.delete(offerId);
    this.gone.add(offerId);
    const [oldest] = this.gone;
    if (oldest !== undefined && this.gone.size > maxGone) this.gone.delete(oldest);
  }
}
