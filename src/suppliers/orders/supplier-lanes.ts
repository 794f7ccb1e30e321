import { Injectable } from '@nestjs/common';
import { PrismaService } from '../../database/prisma.service.js';
import { ensureSupplierListings } from './supplier-orders.queries.js';
import { laneOf } from './supplier-orders.rules.js';

/** How many listings a supplier has, so that what is bought of it is not all one shard. */
const laneCount = 16;

/** The listings that stand for suppliers. They are made when they are first needed. */
@Injectable()
export class SupplierLanes {
  private readonly known = new Map<string, Promise<number[]>>();

  constructor(private readonly prisma: PrismaService) {}

  /** The listing that holds of an offer belong to: always the same one. */
  async listingFor(supplier: string, offerId: string): Promise<number> {
    const listings = await this.listingsOf(supplier);
    const listingId = listings[laneOf(offerId, listings.length)];
    if (listingId === undefined) throw new Error(`supplier ${supplier} has no listings`);
    return listingId;
  }

  private listingsOf(supplier: string): Promise<number[]> {
    const known = this.known.get(supplier);
    if (known !== undefined) return known;
    const made = ensureSupplierListings(this.prisma, { supplier, lanes: laneCount });
    this.known.set(supplier, made);
    made.catch(() => this.known.delete(supplier));
    return made;
  }
}
