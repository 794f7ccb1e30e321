import type { CsvRow } from './csv-file.js';
import type { ImportContext } from './import-context.js';
import type { ImportReport } from './import-report.js';
import { RowFault } from './row-reader.js';

/** Reads a whole file; lines that cannot be read are reported and left out. */
export async function readRows<Row>(
  { source, report }: ImportContext,
  file: string,
  columns: readonly string[],
  read: (row: CsvRow) => Row,
): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of source.read(file, columns)) {
    const value = readOrRefuse(file, row.line, report, () => read(row));
    if (value !== undefined) rows.push(value);
  }
  return rows;
}

/** What `read` returns, or undefined when it met a fault, which is then reported. */
export function readOrRefuse<Value>(
  file: string,
  line: number,
  report: ImportReport,
  read: () => Value,
): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RowFault)) throw error;
    report.refuse(file, line, error.message, error);
    return undefined;
  }
}

/** Keeps the first row of each key; the others are reported. */
export function withoutRepeats<Row extends { readonly line: number }>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  file: string,
  report: ImportReport,
): Row[] {
  const lineOf = new Map<string, number>();
  return rows.filter((row) => {
    const key = keyOf(row);
    const first = lineOf.get(key);
    if (first !== undefined) {
      report.refuse(file, row.line, `"${key}" stands on line ${first} already`);
      return false;
    }
    lineOf.set(key, row.line);
    return true;
  });
}
