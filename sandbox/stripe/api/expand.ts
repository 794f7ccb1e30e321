import { invalidRequest } from '../http/stripe-error.js';
import type { Store } from '../state/store.js';

type Tree = Record<string, unknown>;

/** The object an id stands for, by its prefix. */
function objectOf(store: Store, id: string): object | undefined {
  const prefix = id.slice(0, id.indexOf('_'));
  if (prefix === 'cus') return store.customers.get(id)?.api;
  if (prefix === 'pm') return store.paymentMethods.get(id)?.api;
  if (prefix === 'pi') return store.intents.get(id)?.api;
  if (prefix === 'ch') return store.charges.get(id);
  if (prefix === 're') return store.refunds.get(id);
  return undefined;
}

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

function expandPath(store: Store, value: unknown, path: readonly string[], whole: string): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => expandPath(store, item, path, whole));
  const object = typeof value === 'string' ? (objectOf(store, value) ?? value) : value;
  const [field, ...rest] = path;
  if (field === undefined || object === null) return object;
  if (!isTree(object) || !(field in object)) {
    throw invalidRequest(`This property cannot be expanded (${whole}).`, { param: 'expand' });
  }
  return { ...object, [field]: expandPath(store, object[field], rest, whole) };
}

/** `expand[]=latest_charge`, `expand[]=data.customer`: ids replaced by the objects they stand for, at most four levels deep. */
export function expand(store: Store, answer: object, paths: readonly string[]): object {
  let expanded: unknown = answer;
  for (const whole of paths.slice(0, 20)) {
    const path = whole.split('.');
    if (path.length > 4) {
      throw invalidRequest(`You cannot expand more than 4 levels of a property (${whole}).`, {
        param: 'expand',
      });
    }
    expanded = expandPath(store, expanded, path, whole);
  }
  return isTree(expanded) ? expanded : answer;
}
