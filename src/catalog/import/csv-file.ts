import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { CsvError, parse } from 'csv-parse';
import { unguardFormula } from './formula-text.js';
import type { ImportReport } from './import-report.js';

/** One record of a CSV file by column name, with the line it ends on. */
export interface CsvRow {
  readonly line: number;
  readonly fields: Readonly<Record<string, string>>;
}

/** Longest record; a missing quote would otherwise read the rest of the file as one field. */
const maxRecordCharacters = 16_384;

/** Whether the folder has such a file. */
export async function hasCsv(folder: string, file: string): Promise<boolean> {
  try {
    await access(path.join(folder, file));
    return true;
  } catch {
    return false;
  }
}

/**
 * Reads a CSV file with a header row, one record at a time. Records that are not CSV, and a header without one
 * of the `required` columns, are reported; what can be read is still given out. `onCut` is called for each record that
 * cannot be read: it may be anybody's.
 */
export async function* readCsv(
  folder: string,
  file: string,
  required: readonly string[],
  report: ImportReport,
  onCut: () => void = () => {},
): AsyncGenerator<CsvRow> {
  let missing: string[] = [];
  const parser = parse({
    bom: true,
    trim: true,
    info: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    cast: unguardFormula,
    max_record_size: maxRecordCharacters,
    columns: (header: string[]) => {
      missing = required.filter((column) => !header.includes(column));
      return header;
    },
    on_skip: (error) => {
      onCut();
      const why = error?.message ?? 'unreadable';
      const rest = error !== undefined && endsReading.has(error.code) ? '; nothing after it was read' : '';
      report.refuse(file, lineOf(error), `not a record of this file: ${why}${rest}`);
    },
  });
  const source = createReadStream(path.join(folder, file));
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    for await (const parsed of parser as AsyncIterable<ParsedRecord>) {
      if (missing.length > 0) {
        report.refuse(file, 1, `the header has no column ${missing.join(', ')}`);
        return;
      }
      yield { line: parsed.info.lines, fields: parsed.record };
    }
  } finally {
    source.destroy();
  }
}

/** Where the next record begins is not known after these: a quotation mark may be missing. */
const endsReading: ReadonlySet<string> = new Set(['CSV_MAX_RECORD_SIZE', 'CSV_QUOTE_NOT_CLOSED']);

interface ParsedRecord {
  readonly info: { readonly lines: number };
  readonly record: Record<string, string>;
}

function lineOf(error: CsvError | undefined): number {
  return typeof error?.['lines'] === 'number' ? error['lines'] : 0;
}
