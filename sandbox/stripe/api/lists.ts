import type { Params } from '../http/params.js';
import { invalidRequest, noSuch } from '../http/stripe-error.js';
import type { Collection, Identified } from '../../common/collection.js';

/** Parameters every list takes. */
export const listParams = ['limit', 'starting_after', 'ending_before', 'expand'] as const;

export function pageSize(params: Params): number {
  const limit = params.integer('limit') ?? 10;
  if (limit < 1 || limit > 100) {
    throw invalidRequest('This value must be between 1 and 100 (inclusive).', {
      code: 'parameter_invalid_integer',
      param: 'limit',
    });
  }
  return limit;
}

/** A test for `created=…` or `created[gte]=…`, in seconds. */
export function createdFilter(params: Params): (created: number) => boolean {
  if (!params.has('created')) return () => true;
  let range: Params;
  try {
    range = params.hash('created');
  } catch {
    const exact = params.integer('created');
    return (created) => created === exact;
  }
  range.allow(new Set(['gt', 'gte', 'lt', 'lte']));
  const gt = range.integer('gt') ?? -Infinity;
  const gte = range.integer('gte') ?? -Infinity;
  const lt = range.integer('lt') ?? Infinity;
  const lte = range.integer('lte') ?? Infinity;
  return (created) => created > gt && created >= gte && created < lt && created <= lte;
}

interface ListOptions<T> {
  readonly url: string;
  readonly kind: string;
  /** When known beforehand: the ids that can be in the list, oldest first. The rest is then not looked at. */
  readonly candidates?: readonly string[];
  readonly keep: (value: T) => boolean;
  readonly show: (value: T) => object;
}

function* inOrder<T extends Identified>(
  collection: Collection<T>,
  candidates: readonly string[] | undefined,
  cursor: { after: string | undefined; before: string | undefined },
): Generator<T, undefined> {
  const { after, before } = cursor;
  if (candidates === undefined) {
    yield* before === undefined ? collection.newest(after) : collection.newerThan(before);
    return;
  }
  const end = after === undefined ? candidates.length : candidates.indexOf(after);
  const ids =
    before === undefined
      ? candidates.slice(0, Math.max(0, end)).toReversed()
      : candidates.slice(candidates.indexOf(before) + 1);
  for (const id of ids) {
    const value = collection.get(id);
    if (value) yield value;
  }
}

/** One page, newest first, of the objects of a collection that `keep` accepts, as `show` presents them. */
export function listPage<T extends Identified>(
  collection: Collection<T>,
  params: Params,
  options: ListOptions<T>,
): object {
  const limit = pageSize(params);
  const after = params.text('starting_after') ?? undefined;
  const before = params.text('ending_before') ?? undefined;
  if (after !== undefined && before !== undefined) {
    throw invalidRequest('You cannot use both `starting_after` and `ending_before`.', {
      param: 'ending_before',
    });
  }
  for (const [param, cursor] of Object.entries({ starting_after: after, ending_before: before })) {
    if (cursor !== undefined && !collection.has(cursor)) throw noSuch(options.kind, cursor, param);
  }
  const found: T[] = [];
  for (const value of inOrder(collection, options.candidates, { after, before })) {
    if (!options.keep(value)) continue;
    found.push(value);
    if (found.length > limit) break;
  }
  const page = found.slice(0, limit);
  return {
    object: 'list',
    data: (before === undefined ? page : page.toReversed()).map((value) => options.show(value)),
    has_more: found.length > limit,
    url: options.url,
  };
}
