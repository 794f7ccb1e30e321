import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.js';
import { MetricsService } from '../../metrics/metrics.service.js';
import { lanes, SupplierGuard, type GuardLimits } from './supplier-guard.js';
import { SupplierMetrics } from './supplier-metrics.js';

/** A call that could not begin within this is turned away: nothing has begun yet that it could lose. */
const maxWaitMs = 1_000;
const failuresToOpen = 5;
const openMs = 5_000;
const maxOpenMs = 15_000;

/** The guard of each supplier: one per process, whoever calls. */
@Injectable()
export class SupplierGuards {
  private readonly guards = new Map<string, SupplierGuard>();
  private readonly metrics: SupplierMetrics;
  private readonly limits: GuardLimits;

  constructor(config: AppConfig, metrics: MetricsService) {
    this.metrics = new SupplierMetrics(metrics, lanes);
    this.limits = {
      maxInside: {
        search: config.maxSupplierSearches,
        question: config.maxSupplierCalls,
        order: config.maxSupplierCalls,
      },
      maxWaitMs,
      failuresToOpen,
      openMs,
      maxOpenMs,
    };
  }

  /** Of the supplier with this key. */
  of(supplier: string): SupplierGuard {
    const known = this.guards.get(supplier);
    if (known !== undefined) return known;
    const guard = new SupplierGuard(supplier, this.limits, this.metrics);
    this.guards.set(supplier, guard);
    this.metrics.watch(supplier, guard);
    return guard;
  }
}
