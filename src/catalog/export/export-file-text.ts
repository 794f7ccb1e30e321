import type { Database } from '../../database/database-client.js';
import { csvLine } from './csv-text.js';
import type { ExportFile } from './export-file.js';
import { flightPages, hotelPages } from './export-pages.js';
import { flightFiles } from './flight-files.js';
import { hotelFiles } from './hotel-files.js';
import { referenceFiles } from './reference-files.js';

/** The files that can be had one by one, in the order an import reads them. */
export const textFiles: readonly ExportFile[] = [...hotelFiles, ...referenceFiles, ...flightFiles];

/**
 * One file of an export, with its header, in pieces: some hotels, or flights, are read when the piece before is taken. The same
 * bytes as `exportCatalogue` writes. Undefined for a file there is not.
 */
export function exportText(db: Database, name: string): AsyncGenerator<string> | undefined {
  const file = textFiles.find((each) => each.name === name);
  return file === undefined ? undefined : textOf(db, file);
}

async function* textOf(db: Database, file: ExportFile): AsyncGenerator<string> {
  let head = `${file.columns}\n`;
  for await (const listingIds of pagesFor(db, file)) {
    const lines = await file.read(db, listingIds);
    yield head + lines.map(csvLine).join('');
    head = '';
  }
  if (head !== '') yield head;
}

function pagesFor(db: Database, file: ExportFile): AsyncIterable<number[]> | Iterable<number[]> {
  if (hotelFiles.includes(file)) return hotelPages(db);
  return flightFiles.includes(file) ? flightPages(db) : [[]];
}
