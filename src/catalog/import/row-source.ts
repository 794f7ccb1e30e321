import { hasCsv, readCsv, type CsvRow } from './csv-file.js';
import type { ImportReport } from './import-report.js';

/** Where an import has its lines from. */
export interface RowSource {
  /** Whether there is such a file. */
  has(file: string): Promise<boolean>;
  /** Its records, one at a time. A header without one of the columns, and what is no record, are reported. */
  read(file: string, columns: readonly string[]): AsyncIterable<CsvRow>;
  /** After it was read: whether it has records that cannot be read, which may be anybody's. */
  isCut(file: string): boolean;
}

/** The files of a folder. */
export class FolderSource implements RowSource {
  private readonly cut = new Set<string>();

  constructor(
    private readonly folder: string,
    private readonly report: ImportReport,
  ) {}

  has(file: string): Promise<boolean> {
    return hasCsv(this.folder, file);
  }

  read(file: string, columns: readonly string[]): AsyncIterable<CsvRow> {
    return readCsv(this.folder, file, columns, this.report, () => this.cut.add(file));
  }

  isCut(file: string): boolean {
    return this.cut.has(file);
  }
}
