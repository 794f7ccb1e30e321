import type { Night } from '../stays/night.js';

/** Names a row of inventory; rows are listed in this order. */
export interface RowKey {
  readonly listingId: number;
  readonly skuId: number;
  readonly date: Night;
}

/** Rows found in some listings, in order, and the listing the next look begins with; null when there is none. */
export interface Chunk<Row> {
  readonly rows: readonly Row[];
  readonly nextListingId: number | null;
}

export interface ScannedPage<Row> {
  readonly rows: Row[];
  /** Where the next page begins after; null when everything was looked at. */
  readonly next: RowKey | null;
}

/** Looks of one request: what is sought may be rare, and a request must end. */
const maxChunks = 10;

export interface Scan {
  readonly after: RowKey | undefined;
  readonly limit: number;
  /** Whether to look again after so many looks; ten looks unless said otherwise. */
  readonly mayGoOn?: (looked: number) => boolean;
}

/**
 * One page of rows that are found by looking through everything, a chunk of listings at a time. A page may hold fewer
 * rows than `limit`, or none, while there is a next one.
 */
export async function scanPage<Row extends RowKey>(
  readChunk: (fromListingId: number) => Promise<Chunk<Row>>,
  { after, limit, mayGoOn = (looked) => looked < maxChunks }: Scan,
): Promise<ScannedPage<Row>> {
  const rows: Row[] = [];
  let fromListingId = after?.listingId ?? 1;
  for (let looked = 0; looked === 0 || mayGoOn(looked); looked += 1) {
    const chunk = await readChunk(fromListingId);
    rows.push(...chunk.rows.filter((row) => after === undefined || isAfter(row, after)));
    const last = rows[limit - 1];
    if (rows.length > limit && last !== undefined) {
      const { listingId, skuId, date } = last;
      return { rows: rows.slice(0, limit), next: { listingId, skuId, date } };
    }
    if (chunk.nextListingId === null) return { rows, next: null };
    fromListingId = chunk.nextListingId;
  }
  // Before every row of that listing.
  return { rows, next: { listingId: fromListingId, skuId: 0, date: '1970-01-01' } };
}

function isAfter(row: RowKey, { listingId, skuId, date }: RowKey): boolean {
  if (row.listingId !== listingId) return row.listingId > listingId;
  if (row.skuId !== skuId) return row.skuId > skuId;
  return row.date > date;
}
