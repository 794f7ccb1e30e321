import { invalidRequest } from '../http/stripe-error.js';
import type { Call } from '../sandbox.js';
import type { PaymentIntentObject } from '../state/objects.js';
import { createdFilter, listPage, listParams, pageSize } from './lists.js';
import { route, type Route } from './route.js';
import { type Clause, matchesQuery, parseSearchQuery, type SearchQuery } from './search-query.js';

function list({ sandbox, params }: Call): object {
  const customer = params.text('customer');
  const created = createdFilter(params);
  return listPage(sandbox.store.intents, params, {
    url: '/v1/payment_intents',
    kind: 'payment_intent',
    keep: ({ id, api }) =>
      !sandbox.store.isHidden(id) && (!customer || api.customer === customer) && created(api.created),
    show: ({ api }) => api,
  });
}

/** Newest first. When the query demands a metadata value, only the payments that have it are looked at. */
function* candidates(
  { sandbox }: Call,
  query: SearchQuery,
  after: string | undefined,
): Generator<PaymentIntentObject> {
  const { store } = sandbox;
  const demanded = query.joinedBy === 'AND' ? query.clauses.find(isWholeMetadataValue) : undefined;
  if (demanded?.key === undefined || demanded.key === null || demanded.value === null) {
    for (const { api } of store.intents.newest(after)) yield api;
    return;
  }
  const ids = store.metadataIndex.find(demanded.key, demanded.value);
  const end = after === undefined ? ids.length : ids.indexOf(after);
  for (const id of ids.slice(0, Math.max(0, end)).toReversed()) {
    const intent = store.intents.get(id);
    if (intent) yield intent.api;
  }
}

function isWholeMetadataValue({ key, operator, value, negated }: Clause): boolean {
  return key !== null && operator === ':' && value !== null && !negated;
}

function search(call: Call): object {
  const { params } = call;
  const query = parseSearchQuery(params.requiredText('query'));
  const limit = pageSize(params);
  const page = params.text('page') ?? undefined;
  if (page !== undefined && !call.sandbox.store.intents.has(page)) {
    throw invalidRequest('Invalid page token.', { param: 'page' });
  }
  const found: PaymentIntentObject[] = [];
  for (const intent of candidates(call, query, page)) {
    if (call.sandbox.store.isHidden(intent.id) || !matchesQuery(intent, query)) continue;
    found.push(intent);
    if (found.length > limit) break;
  }
  const data = found.slice(0, limit);
  const hasMore = found.length > limit;
  return {
    object: 'search_result',
    data,
    has_more: hasMore,
    next_page: hasMore ? (data.at(-1)?.id ?? null) : null,
    url: '/v1/payment_intents/search',
  };
}

export const paymentListRoutes: readonly Route[] = [
  route('GET', '/v1/payment_intents', 'list', ['customer', 'created', ...listParams], list),
  route('GET', '/v1/payment_intents/search', 'search', ['query', 'limit', 'page'], search),
];
