import { invalidRequest } from './stripe-error.js';

export type FormValue = string | Form;
/** A decoded body or query. Lists are forms with the keys 0, 1, …; both `a[]=x` and `a[0]=x` are read. */
export interface Form {
  [key: string]: FormValue;
}

const maxPairs = 500;
const maxDepth = 6;

export function emptyForm(): Form {
  // No prototype: `__proto__` and `constructor` are keys like any other.
  const form: Form = Object.create(null);
  return form;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.includes('+') ? text.replaceAll('+', ' ') : text);
  } catch {
    throw invalidRequest('Invalid request: the form encoding cannot be read.');
  }
}

function place(form: Form, key: string, value: string): void {
  const bracket = key.indexOf('[');
  if (bracket <= 0) {
    form[key] = value;
    return;
  }
  const path = [
    key.slice(0, bracket),
    ...key
      .slice(bracket + 1)
      .replace(/\]$/, '')
      .split(']['),
  ];
  if (path.length > maxDepth) throw invalidRequest(`Invalid request: \`${key}\` is nested too deeply.`);
  let target = form;
  path.forEach((part, index) => {
    const name = part === '' ? String(Object.keys(target).length) : part;
    if (index === path.length - 1) {
      target[name] = value;
      return;
    }
    const known = target[name];
    const next = known === undefined || typeof known === 'string' ? emptyForm() : known;
    target[name] = next;
    target = next;
  });
}

/** Decodes `a=1&b[c]=2&d[]=3`, the only encoding Stripe's v1 API takes. Bounded in pairs and depth. */
export function decodeForm(text: string): Form {
  const form = emptyForm();
  if (text === '') return form;
  const pairs = text.split('&');
  if (pairs.length > maxPairs) throw invalidRequest(`Invalid request: more than ${maxPairs} parameters.`);
  for (const pair of pairs) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const key = decode(equals < 0 ? pair : pair.slice(0, equals));
    place(form, key, equals < 0 ? '' : decode(pair.slice(equals + 1)));
  }
  return form;
}
