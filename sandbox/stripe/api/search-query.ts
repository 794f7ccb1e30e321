import { invalidRequest } from '../http/stripe-error.js';
import type { PaymentIntentObject } from '../state/objects.js';

const operators = [':', '~', '>', '>=', '<', '<='] as const;
type Operator = (typeof operators)[number];

export interface Clause {
  readonly field: string;
  /** For `metadata['key']`. */
  readonly key: string | null;
  readonly operator: Operator;
  /** Null asks whether a metadata key is absent. */
  readonly value: string | null;
  readonly negated: boolean;
}

export interface SearchQuery {
  readonly clauses: readonly Clause[];
  readonly joinedBy: 'AND' | 'OR';
}

const clausePattern =
  /^(-?)(amount|created|currency|customer|status|metadata)(?:\[(?:'([^']*)'|"([^"]*)")\])?(:|~|>=|<=|>|<)(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([\w.-]+))\s*/;
const joinPattern = /^(AND|OR)\s+/i;
const maxClauses = 10;

function invalid(query: string) {
  return invalidRequest(`We were unable to parse your search query near: ${query.slice(0, 80)}`, {
    param: 'query',
  });
}

/** Reads Stripe's search language (https://docs.stripe.com/search#search-query-language): clauses joined by AND or by OR, not both. */
export function parseSearchQuery(text: string): SearchQuery {
  const clauses: Clause[] = [];
  const joins = new Set<string>();
  let rest = text.trim();
  while (rest !== '') {
    const match = clausePattern.exec(rest);
    if (!match || clauses.length >= maxClauses) throw invalid(rest);
    const [whole, minus, field = '', single, double, sign, quoted, doubleQuoted, bare] = match;
    const key = single ?? double ?? null;
    const operator = operators.find((known) => known === sign);
    if ((field === 'metadata') !== (key !== null) || operator === undefined) throw invalid(rest);
    const value =
      (quoted ?? doubleQuoted)?.replaceAll(/\\(.)/g, '$1') ?? (bare === 'null' ? null : (bare ?? null));
    clauses.push({ field, key, operator, value, negated: minus === '-' });
    rest = rest.slice(whole.length);
    if (rest === '') break;
    const join = joinPattern.exec(rest);
    // A space between two clauses means AND.
    joins.add(join?.[1]?.toUpperCase() ?? 'AND');
    rest = rest.slice(join?.[0].length ?? 0);
    if (rest === '') throw invalid(text);
  }
  if (clauses.length === 0) throw invalid(text);
  if (joins.size > 1) throw invalidRequest('You cannot combine AND and OR in one query.', { param: 'query' });
  return { clauses, joinedBy: joins.has('OR') ? 'OR' : 'AND' };
}

function fieldOf(intent: PaymentIntentObject, { field, key }: Clause): string | number | null {
  if (key !== null) return intent.metadata[key] ?? null;
  if (field === 'amount') return intent.amount;
  if (field === 'created') return intent.created;
  if (field === 'currency') return intent.currency;
  if (field === 'customer') return intent.customer;
  return intent.status;
}

function holds(intent: PaymentIntentObject, clause: Clause): boolean {
  const actual = fieldOf(intent, clause);
  const { operator, value } = clause;
  if (value === null) return actual === null;
  if (actual === null) return false;
  if (operator === ':') return String(actual).toLowerCase() === value.toLowerCase();
  if (operator === '~') return String(actual).toLowerCase().includes(value.toLowerCase());
  if (typeof actual !== 'number') return false;
  const bound = Number(value);
  if (operator === '>') return actual > bound;
  if (operator === '>=') return actual >= bound;
  return operator === '<' ? actual < bound : actual <= bound;
}

export function matchesQuery(intent: PaymentIntentObject, { clauses, joinedBy }: SearchQuery): boolean {
  const test = (clause: Clause) => holds(intent, clause) !== clause.negated;
  return joinedBy === 'AND' ? clauses.every(test) : clauses.some(test);
}
