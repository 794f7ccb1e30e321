import type { Database } from '../../database/database-client.js';
import type { Cell } from './csv-text.js';

/** A file of an export: its name, its header, and how the lines of some hotels or flights are read. */
export interface ExportFile {
  readonly name: string;
  readonly columns: string;
  readonly read: (db: Database, listingIds: readonly number[]) => Promise<Cell[][]>;
}
