import { maxPageLimit, type Page } from '../../http/page.dto.js';
import { parseWholeNumber } from './option-values.js';

export const defaultListLimit = 50;
const maxListLimit = 100_000;

export function parseListLimit(text: string): number {
  return parseWholeNumber(text, { max: maxListLimit });
}

/** The first `limit` entries of a list that is read in pages, and whether there are more. */
export async function collectPages<Item>(
  limit: number = defaultListLimit,
  readPage: (page: { limit: number; cursor?: string }) => Promise<Page<Item>>,
): Promise<{ data: Item[]; hasMore: boolean }> {
  const data: Item[] = [];
  let cursor: string | null = null;
  do {
    const pageLimit = Math.min(maxPageLimit, limit - data.length);
    const page: Page<Item> = await readPage({ limit: pageLimit, ...(cursor === null ? {} : { cursor }) });
    data.push(...page.data);
    cursor = page.nextCursor;
  } while (cursor !== null && data.length < limit);
  return { data, hasMore: cursor !== null };
}
