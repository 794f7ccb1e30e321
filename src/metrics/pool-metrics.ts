import type { Pool } from 'pg';
import type { MetricsService } from './metrics.service.js';

/** What operators watch about a pool of database connections: who waits for one waits before any statement has begun. */
export function watchPool(metrics: MetricsService, name: string, pool: Pool): void {
  const states = {
    busy: () => pool.totalCount - pool.idleCount,
    idle: () => pool.idleCount,
  };
  for (const [state, read] of Object.entries(states)) {
    metrics.series({
      name: 'holdfast_pool_connections',
      help: 'Open database connections, by pool and state',
      labels: { pool: name, state },
      read,
    });
  }
  metrics.series({
    name: 'holdfast_pool_size',
    help: 'Most connections a pool may open',
    labels: { pool: name },
    read: () => pool.options.max,
  });
  metrics.series({
    name: 'holdfast_pool_waiting',
    help: 'Statements and transactions that wait for a connection',
    labels: { pool: name },
    read: () => pool.waitingCount,
  });
}
