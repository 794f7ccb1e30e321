import { testCards } from '../behaviours.js';
import { invalidRequest } from '../http/stripe-error.js';
import { type Faults, faultKinds, type FaultKind } from './faults.js';

const isFaultKind = (value: unknown): value is FaultKind =>
  typeof value === 'string' && Object.hasOwn(faultKinds, value);
const known = new Set([
  'operation',
  'fault',
  'times',
  'delayMs',
  'paymentIntent',
  'defaultBehaviour',
  'slowMs',
  'disarm',
]);
const maxDelayMs = 600_000;

function readInteger(
  value: unknown,
  name: string,
  range: { from: number; to: number; fallback: number },
): number {
  if (value === undefined) return range.fallback;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < range.from || value > range.to) {
    throw invalidRequest(`\`${name}\` must be an integer from ${range.from} to ${range.to}.`, {
      param: name,
    });
  }
  return value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
  } catch {
    // Said below.
  }
  throw invalidRequest('The body must be a JSON object.');
}

/** Applies `POST /_sandbox/control`. Everything is checked before anything changes. */
export function applyControl(faults: Faults, operations: ReadonlySet<string>, text: string): void {
  const body = readObject(text);
  const unknown = Object.keys(body).find((name) => !known.has(name));
  if (unknown !== undefined)
    throw invalidRequest(`Received unknown parameter: ${unknown}`, { param: unknown });
  const { operation, fault, paymentIntent = null, defaultBehaviour, disarm = false } = body;
  if (fault !== undefined && !isFaultKind(fault)) {
    throw invalidRequest(`\`fault\` must be one of ${Object.keys(faultKinds).join(', ')}.`, {
      param: 'fault',
    });
  }
  if ((fault === undefined) !== (operation === undefined)) {
    throw invalidRequest('`operation` and `fault` belong together.', { param: 'operation' });
  }
  if (
    operation !== undefined &&
    (typeof operation !== 'string' || !(operation === '*' || operations.has(operation)))
  ) {
    throw invalidRequest(`\`operation\` must be one of *, ${[...operations].join(', ')}.`, {
      param: 'operation',
    });
  }
  if (paymentIntent !== null && typeof paymentIntent !== 'string') {
    throw invalidRequest('`paymentIntent` must be an id.', { param: 'paymentIntent' });
  }
  if (defaultBehaviour !== undefined && defaultBehaviour !== null && !isToken(defaultBehaviour)) {
    throw invalidRequest('`defaultBehaviour` must be a test card or null.', { param: 'defaultBehaviour' });
  }
  if (typeof disarm !== 'boolean')
    throw invalidRequest('`disarm` must be true or false.', { param: 'disarm' });
  const times = readInteger(body['times'], 'times', { from: 1, to: 1_000_000, fallback: 1 });
  const slowMs = readInteger(body['slowMs'], 'slowMs', { from: 0, to: maxDelayMs, fallback: faults.slowMs });
  const delayMs = readInteger(body['delayMs'], 'delayMs', { from: 0, to: maxDelayMs, fallback: slowMs });

  if (disarm) faults.disarm();
  faults.slowMs = slowMs;
  if (defaultBehaviour !== undefined) faults.defaultBehaviour = defaultBehaviour;
  if (fault === undefined || typeof operation !== 'string') return;
  if (!faults.arm({ operation, fault, paymentIntent, delayMs, times })) {
    throw invalidRequest('Too many faults are armed already; `{"disarm":true}` removes them.');
  }
}

const isToken = (value: unknown): value is string => typeof value === 'string' && testCards.has(value);
