import type { Actor } from '../../audit/actor.js';
import type { ImportProgress, ImportReport } from './import-report.js';
import type { RowSource } from './row-source.js';

/** What every step of one import shares. */
export interface ImportContext {
  /** Where the CSV files are, and beside them those of pictures. */
  readonly folder: string;
  /** Their lines, or those of a part of them. */
  readonly source: RowSource;
  /** Names of time zones, which are read once: PostgreSQL looks through a folder of files for them. */
  readonly timeZones: () => Promise<ReadonlySet<string>>;
  /** Nights a hotel is open for, from today where it is. */
  readonly horizonDays: number;
  /** Whom the audit trail names. Undefined: nobody decided it (the sample catalogue), or nothing of it lasts (a dry run). */
  readonly actor: Actor | undefined;
  readonly report: ImportReport;
  readonly onProgress: ImportProgress;
}

/** An import may take long, and what it does in one transaction belongs together. */
export const transactionLimits = { timeout: 300_000, maxWait: 60_000 };
