import type { PrismaService } from '../../database/prisma.service.js';
import type { CountReport, CountStore, StoreAnswer } from './count-store.js';
import { addRateCounts, purgeRateCounts } from './rate-counts.queries.js';

const purgeEveryMs = 60_000;
const purgeLimit = 10_000;

/** Counts shared through a table that is not logged. */
export class PostgresCountStore implements CountStore {
  private purgedAtMs = performance.now();

  constructor(private readonly prisma: PrismaService) {}

  async report(reports: readonly CountReport[]): Promise<StoreAnswer> {
    const rows = await addRateCounts(this.prisma, reports);
    await this.purgeNowAndThen();
    const byBucket = new Map(rows.map((row) => [row.bucket, row]));
    const counts = reports.map(({ bucket }) => {
      const row = byBucket.get(bucket);
      return row && { windowNo: Number(row.windowNo), current: row.current, previous: row.previous };
    });
    return { counts, nowMs: rows.at(-1)?.nowMs ?? Date.now() };
  }

  /** The connections are not its own. */
  close(): void {}

  private async purgeNowAndThen(): Promise<void> {
    if (performance.now() - this.purgedAtMs < purgeEveryMs) return;
    this.purgedAtMs = performance.now();
    await purgeRateCounts(this.prisma, purgeLimit);
  }
}
