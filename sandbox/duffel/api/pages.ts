import type { Identified } from '../../common/collection.js';
import { invalidRequest } from '../http/duffel-error.js';
import { Reply } from '../sandbox.js';

const maxLimit = 200;
const defaultLimit = 50;

const cursorOf = (id: string) => Buffer.from(id).toString('base64url');

function limitOf(query: URLSearchParams): number {
  const text = query.get('limit');
  if (text === null) return defaultLimit;
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > maxLimit) {
    throw invalidRequest(400, 'bad_request', `'limit' must be an integer from 1 to ${maxLimit}.`);
  }
  return limit;
}

/** A page of a list, with the cursors of the pages before and after it. */
export function pageOf<T extends Identified>(
  items: readonly T[],
  query: URLSearchParams,
  show: (item: T) => object,
): Reply {
  const limit = limitOf(query);
  const place = (name: string): number | undefined => {
    const cursor = query.get(name);
    if (cursor === null) return undefined;
    const index = items.findIndex(({ id }) => cursorOf(id) === cursor);
    if (index < 0) throw invalidRequest(400, 'bad_request', `'${name}' is not a cursor of this list.`);
    return index;
  };
  const after = place('after');
  const before = place('before');
  const start = before === undefined ? (after ?? -1) + 1 : Math.max(0, before - limit);
  const page = items.slice(start, before ?? start + limit);
  const last = page.at(-1);
  const first = page[0];
  return new Reply(200, page.map(show), {
    meta: {
      limit,
      before: first && start > 0 ? cursorOf(first.id) : null,
      after: last && start + page.length < items.length ? cursorOf(last.id) : null,
    },
  });
}
