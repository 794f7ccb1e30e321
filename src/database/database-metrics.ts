import { Injectable } from '@nestjs/common';
import { MetricsService } from '../metrics/metrics.service.js';
import { watchPool } from '../metrics/pool-metrics.js';
import { PrismaService } from './prisma.service.js';

/** The connections of requests and jobs. */
@Injectable()
export class DatabaseMetrics {
  constructor(prisma: PrismaService, metrics: MetricsService) {
    watchPool(metrics, 'main', prisma.pool);
  }
}
