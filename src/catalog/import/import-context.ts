import type { ImportProgress, ImportReport } from './import-report.js';

/** What every step of one import shares. */
export interface ImportContext {
  /** Where the CSV files are. */
  readonly folder: string;
  /** Nights a hotel is open for, from today where it is. */
  readonly horizonDays: number;
  readonly report: ImportReport;
  readonly onProgress: ImportProgress;
}

/** An import may take long, and what it does in one transaction belongs together. */
export const transactionLimits = { timeout: 300_000, maxWait: 60_000 };
