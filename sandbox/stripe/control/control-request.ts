import { testCards } from '../cards/test-cards.js';
import { invalidRequest } from '../http/stripe-error.js';
import type { Sandbox } from '../sandbox.js';
import { chaosKinds, type ChaosKind, type ChaosSettings } from './chaos.js';
import { type Fault, type FaultKind, faultKinds, type WebhookSettings } from './faults.js';
import { JsonBody } from '../../common/json-body.js';

const anyDelay = { from: 0, to: 600_000 };
const faultNames = Object.keys(faultKinds) as readonly FaultKind[];

/** What `GET /_sandbox/control` answers: everything that is set and armed, and what chaos has done so far. */
export function controlState({ faults, chaos }: Sandbox): object {
  return {
    defaultBehaviour: faults.defaultBehaviour,
    ...faults.delays,
    faults: faults.list(),
    webhooks: faults.webhooks,
    chaos: chaos.settings && { ...chaos.settings, hits: chaos.hits },
  };
}

/** Applies `POST /_sandbox/control`. Everything is checked before anything changes. */
export function applyControl(sandbox: Sandbox, operations: ReadonlySet<string>, text: string): void {
  const { faults, chaos } = sandbox;
  const body = JsonBody.parse(text);
  const delays = {
    slowMs: body.integer('slowMs', anyDelay) ?? faults.delays.slowMs,
    laterMs: body.integer('laterMs', anyDelay) ?? faults.delays.laterMs,
    refundSettleMs: body.integer('refundSettleMs', anyDelay) ?? faults.delays.refundSettleMs,
  };
  const fault = readFault(body, operations, delays.slowMs);
  const defaultBehaviour = readDefaultBehaviour(body);
  const webhooks = readWebhooks(body);
  const settings = readChaos(body, operations);
  const disarm = body.boolean('disarm') ?? false;
  body.end();

  if (disarm) faults.disarm();
  faults.delays = delays;
  if (defaultBehaviour !== undefined) faults.defaultBehaviour = defaultBehaviour;
  if (webhooks !== undefined) faults.webhooks = webhooks;
  if (settings !== undefined) chaos.set(settings);
  if (fault && !faults.arm(fault)) {
    throw invalidRequest('Too many faults are armed already; `{"disarm":true}` removes them.');
  }
}

function readFault(body: JsonBody, operations: ReadonlySet<string>, slowMs: number): Fault | undefined {
  const fault = body.oneOf('fault', faultNames);
  const operation = body.oneOf('operation', ['*', ...operations]);
  const paymentIntent = body.text('paymentIntent') ?? null;
  const times = body.integer('times', { from: 1, to: 1_000_000 }) ?? 1;
  const delayMs = body.integer('delayMs', anyDelay) ?? slowMs;
  if (fault === undefined && operation === undefined) return undefined;
  if (fault === undefined || operation === undefined) {
    throw invalidRequest('`operation` and `fault` belong together.', { param: 'operation' });
  }
  return { operation, fault, paymentIntent, times, delayMs };
}

function readDefaultBehaviour(body: JsonBody): string | null | undefined {
  if (body.isNull('defaultBehaviour')) return null;
  const token = body.text('defaultBehaviour');
  if (token !== undefined && !testCards.has(token)) {
    throw invalidRequest('`defaultBehaviour` must be a test card or null.', { param: 'defaultBehaviour' });
  }
  return token;
}

function readWebhooks(control: JsonBody): WebhookSettings | null | undefined {
  const body = control.object('webhooks');
  if (!body) return body;
  const copies = body.integer('copies', { from: 1, to: 100 }) ?? 1;
  const settings: WebhookSettings = {
    copies: body.boolean('drop') ? 0 : copies,
    order: body.oneOf('order', ['asMade', 'backwards', 'shuffled']) ?? 'asMade',
    delayMs: body.integer('delayMs', anyDelay) ?? 0,
    held: body.boolean('hold') ?? false,
    types: body.texts('types') ?? null,
  };
  body.end();
  return settings;
}

function readChaos(control: JsonBody, operations: ReadonlySet<string>): ChaosSettings | null | undefined {
  const body = control.object('chaos');
  if (!body) return body;
  const kinds: readonly ChaosKind[] = Object.values(chaosKinds).flat();
  const settings: ChaosSettings = {
    seed: body.integer('seed', { from: 0, to: Number.MAX_SAFE_INTEGER }) ?? 0,
    rates: body.rates('rates', kinds),
    operations: body.texts('operations', operations) ?? null,
    metadataKey: body.text('metadataKey') ?? null,
    slowMs: body.integer('slowMs', anyDelay) ?? 3_000,
    webhookDelayMs: body.integer('webhookDelayMs', anyDelay) ?? 2_000,
  };
  body.end();
  for (const group of [chaosKinds.call, chaosKinds.payment]) {
    const sum = group.reduce((total, kind) => total + (settings.rates[kind] ?? 0), 0);
    if (sum > 1 + 1e-9) {
      throw invalidRequest(`The rates of ${group.join(', ')} must not exceed 1 together.`, {
        param: 'chaos.rates',
      });
    }
  }
  return settings;
}
