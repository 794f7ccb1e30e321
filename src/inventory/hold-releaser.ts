import { retryOnSerialization } from '../database/sql-error.js';
import type { PrismaService } from '../database/prisma.service.js';
import { decideApart } from '../batching/decide-apart.js';
import { releaseLiveHolds, type ReleaseCause, type ReleaseRequest } from './ledger.queries.js';

/** Frees one batch of live holds: one round trip and one commit for all of them. */
export class HoldReleaser {
  constructor(private readonly prisma: PrismaService) {}

  /** For each, in the order given, whether it was live, or what kept it from being looked at. */
  async release(
    requests: readonly ReleaseRequest[],
    cause: ReleaseCause,
  ): Promise<PromiseSettledResult<boolean>[]> {
    try {
      const released = await retryOnSerialization(() => releaseLiveHolds(this.prisma, requests, cause));
      return released.map((value) => ({ status: 'fulfilled', value }));
    } catch (error) {
      return decideApart(requests, error, (part) => this.release(part, cause));
    }
  }
}
