import type { CsvRow } from './csv-file.js';
import type { ImportContext } from './import-context.js';
import { readOrRefuse } from './read-rows.js';

/**
 * Reads a file whose lines belong together by a code: the rules of a hotel, the cabins of a seat map. What is loaded takes the
 * place of what was there, so half of it would be another thing: with a bad line all lines of its code are left out, and with
 * a record that cannot be read, which may be anybody's, all lines of the file. Each is reported.
 */
export async function readSets<Row extends { readonly line: number }>(
  { source, report }: ImportContext,
  file: string,
  columns: readonly string[],
  codeColumn: string,
  read: (row: CsvRow) => Row,
): Promise<ReadonlyMap<string, readonly Row[]>> {
  const sets = new Map<string, Row[]>();
  const broken = new Set<string>();
  for await (const row of source.read(file, columns)) {
    const code = row.fields[codeColumn] ?? '';
    const value = readOrRefuse(file, row.line, report, () => read(row));
    if (value === undefined) {
      broken.add(code);
      continue;
    }
    const known = sets.get(code);
    if (known === undefined) sets.set(code, [value]);
    else known.push(value);
  }
  const isCut = source.isCut(file);
  for (const [code, rows] of sets) {
    if (!isCut && !broken.has(code)) continue;
    sets.delete(code);
    const reason = isCut ? 'a record of the file that cannot be read' : `another line of "${code}"`;
    for (const row of rows) report.refuse(file, row.line, `left out because of ${reason}`);
  }
  return sets;
}
