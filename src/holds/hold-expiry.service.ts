import { Injectable } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';
import { InventoryService } from '../inventory/inventory.service.js';
import { HoldMetrics } from './hold-metrics.js';
import { listHoldsStillActive } from './holds.views.js';
import { ReleaseJobs, type ReleaseJob } from './release-jobs.js';

/** Holds ended by one statement of the sweep, and statements of one sweep. */
const sweepLimit = 500;
const maxSweepRounds = 40;

/** Ends holds whose time is over. What that is, the database decides; a job only makes it look. */
@Injectable()
export class HoldExpiryService {
  private isSweeping = false;

  constructor(
    private readonly prisma: PrismaService,
    private readonly inventory: InventoryService,
    private readonly releaseJobs: ReleaseJobs,
    private readonly metrics: HoldMetrics,
  ) {}

  /**
   * Ends those of the holds that are due. For the others the job came early, since a worker's clock decides when a job
   * is run: they get one more job, counted from now, and after that are left to the sweep.
   */
  async expire({ holdIds, isRepeat = false }: ReleaseJob): Promise<void> {
    const expired = await this.inventory.expire(holdIds);
    await this.metrics.recordExpired(expired);
    if (isRepeat || expired.length === holdIds.length) return;
    const done = new Set(expired);
    const left = await listHoldsStillActive(
      this.prisma,
      holdIds.filter((holdId) => !done.has(holdId)),
    );
    if (left.length > 0) this.releaseJobs.add(left, true);
  }

  /** Ends every overdue hold, whatever became of its job: a bounded number, and the next sweep continues. */
  async sweep(): Promise<void> {
    if (this.isSweeping) return;
    this.isSweeping = true;
    try {
      for (let round = 0; round < maxSweepRounds; round += 1) {
        const expired = await this.inventory.expireOverdue(sweepLimit);
        await this.metrics.recordExpired(expired);
        if (expired.length < sweepLimit) return;
      }
    } finally {
      this.isSweeping = false;
    }
  }
}
