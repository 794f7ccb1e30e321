import { Injectable } from '@nestjs/common';
import { Batcher } from '../batching/batcher.js';
import { AppConfig } from '../config/app-config.js';
import { PrismaService } from '../database/prisma.service.js';
import { listFreeNights, type FreeNights, type RangeOfListing } from './free-nights.views.js';

/** Few enough that none waits long for its neighbours: each is some hundred rows. */
const maxRangesPerCall = 16;
/** Two keep the database busy while an answer travels. */
const callsInFlight = 2;
const maxWaitMs = 3_000;

/** What is free, read from the ledger for everybody who asks at this moment. */
@Injectable()
export class FreeNightsService {
  private readonly batcher: Batcher<RangeOfListing, FreeNights>;

  constructor(prisma: PrismaService, { batchMaxWaiting }: AppConfig) {
    this.batcher = new Batcher(
      async (ranges) => {
        const found = await listFreeNights(prisma, ranges);
        return found.map((value) => ({ status: 'fulfilled', value }));
      },
      { maxSize: maxRangesPerCall, maxWaiting: batchMaxWaiting, maxInFlight: callsInFlight, maxWaitMs },
    );
  }

  /** How many of each SKU of a listing can be had on each date. Errors: `busy`, `database_unavailable`. */
  get(range: RangeOfListing): Promise<FreeNights> {
    return this.batcher.submit(range);
  }
}
