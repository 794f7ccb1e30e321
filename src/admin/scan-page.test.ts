import fc from 'fast-check';
import { scanPage, type Chunk, type RowKey } from './scan-page.js';

const listings = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 60 });

/** Rows of listing 1, 2, … as many each as is said, three listings a chunk. */
function reader(rowsPerListing: readonly number[]) {
  return (fromListingId: number): Promise<Chunk<RowKey>> => {
    const ids = rowsPerListing.map((_, index) => index + 1).filter((id) => id >= fromListingId);
    const rows = ids.slice(0, 3).flatMap((listingId) =>
      Array.from({ length: rowsPerListing[listingId - 1] ?? 0 }, (_, index) => ({
        listingId,
        skuId: 1 + Math.floor(index / 2),
        date: `2027-03-0${1 + (index % 2)}`,
      })),
    );
    return Promise.resolve({ rows, nextListingId: ids[3] ?? null });
  };
}

test('pages one after the other show every row once, in order', async () => {
  await fc.assert(
    fc.asyncProperty(listings, fc.integer({ min: 1, max: 7 }), async (rowsPerListing, limit) => {
      const found: RowKey[] = [];
      let after: RowKey | undefined;
      do {
        const page = await scanPage(reader(rowsPerListing), { after, limit });
        expect(page.rows.length).toBeLessThanOrEqual(limit);
        found.push(...page.rows);
        after = page.next ?? undefined;
      } while (after !== undefined);
      expect(found.map((row) => row.listingId)).toEqual(
        rowsPerListing.flatMap((count, index) => Array.from({ length: count }, () => index + 1)),
      );
      expect(new Set(found.map((row) => JSON.stringify(row))).size).toBe(found.length);
    }),
  );
});

test('a page ends after some looks, also when nothing was found', async () => {
  const page = await scanPage(reader(Array.from({ length: 60 }, () => 0)), { after: undefined, limit: 10 });
  expect(page).toEqual({ rows: [], next: expect.objectContaining({ listingId: 31 }) });
});

test('a page looks as often as it may, and once at least', async () => {
  const nothing = reader(Array.from({ length: 60 }, () => 0));
  const pageOf = async (most: number) =>
    (await scanPage(nothing, { after: undefined, limit: 10, mayGoOn: (looked) => looked < most })).next;
  expect(await pageOf(4)).toMatchObject({ listingId: 13 });
  expect(await pageOf(0)).toMatchObject({ listingId: 4 });
  expect(await pageOf(100)).toBeNull();
});
