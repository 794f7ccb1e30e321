import { InvalidInput, JsonBody } from '../../common/json-body.js';
import { chaosKinds, type ChaosSettings } from '../behaviour/chaos.js';
import { canHappenAt, faultNames } from '../behaviour/fault-kinds.js';
import type { Fault, SearchSettings, WebhookSettings } from '../behaviour/faults.js';
import { operations, type Operation } from '../behaviour/operations.js';
import { defaultRateLimit, type RateLimitSettings } from '../http/rate-limit.js';
import type { DeadlineOverrides } from '../offers/deadlines.js';
import type { Sandbox } from '../sandbox.js';

const anyDelay = { from: 0, to: 600_000 };
const anySeconds = { from: 0, to: 10_000_000 };
const anyAmount = { from: 0, to: 1_000_000_000_000 };

/** What `GET /_sandbox/control` answers: everything that is set and armed, and what chaos has done so far. */
export function controlState({ faults, chaos, rateLimit, store }: Sandbox): object {
  return {
    ...faults.delays,
    faults: faults.list(),
    offers: faults.offers,
    search: faults.search,
    webhooks: faults.webhooks,
    rateLimit: rateLimit.current,
    balanceMinor: store.balance.limitMinor,
    chaos: chaos.settings && { ...chaos.settings, hits: chaos.hits },
  };
}

/** Applies `POST /_sandbox/control`. Everything is checked before anything changes. */
export function applyControl(sandbox: Sandbox, text: string): void {
  const { faults, chaos, rateLimit, store } = sandbox;
  const body = JsonBody.parse(text);
  const delays = {
    slowMs: body.integer('slowMs', anyDelay) ?? faults.delays.slowMs,
    laterMs: body.integer('laterMs', anyDelay) ?? faults.delays.laterMs,
  };
  const fault = readFault(body, delays.slowMs);
  const offers = readOffers(body);
  const search = readSearch(body);
  const webhooks = readWebhooks(body);
  const limit = readRateLimit(body);
  const balance = body.isNull('balanceMinor') ? null : body.integer('balanceMinor', anyAmount);
  const settings = readChaos(body);
  const disarm = body.boolean('disarm') ?? false;
  body.end();

  if (disarm) faults.disarm();
  faults.delays = delays;
  if (offers !== undefined) faults.offers = offers;
  if (search !== undefined) faults.search = search;
  if (webhooks !== undefined) faults.webhooks = webhooks;
  if (limit !== undefined) rateLimit.set(limit);
  if (settings !== undefined) chaos.set(settings);
  if (balance !== undefined)
    store.put('balance', { ...store.balance, limitMinor: limitOf(sandbox, balance) });
  if (fault && !faults.arm(fault)) {
    throw new InvalidInput('Too many faults are armed already; `{"disarm":true}` removes them.');
  }
}

/** What is to be left now, as a limit on all that was ever paid. */
function limitOf({ store }: Sandbox, leftMinor: number | null): number | null {
  const { paidMinor, refundedMinor } = store.balance;
  return leftMinor === null ? null : leftMinor + paidMinor - refundedMinor;
}

function readFault(body: JsonBody, slowMs: number): Fault | undefined {
  const fault = body.oneOf('fault', faultNames);
  const operation = body.oneOf<Operation | '*'>('operation', ['*', ...operations]);
  const about = body.text('about') ?? null;
  const times = body.integer('times', { from: 1, to: 1_000_000 }) ?? 1;
  const delayMs = body.integer('delayMs', anyDelay) ?? slowMs;
  if (fault === undefined && operation === undefined) return undefined;
  if (fault === undefined || operation === undefined) {
    throw new InvalidInput('`operation` and `fault` belong together.', 'operation');
  }
  if (operation !== '*' && !canHappenAt(fault, operation)) {
    throw new InvalidInput(`\`${fault}\` cannot happen to ${operation}.`, 'fault');
  }
  return { operation, fault, about, times, delayMs };
}

function readOffers(control: JsonBody): DeadlineOverrides | undefined {
  const body = control.object('offers');
  if (!body) return body === null ? {} : undefined;
  const expireSeconds = body.integer('expireSeconds', anySeconds);
  const instantOnly = body.boolean('instantOnly');
  const paymentRequiredSeconds = body.integer('paymentRequiredSeconds', anySeconds);
  const priceGuaranteeSeconds = body.isNull('priceGuaranteeSeconds')
    ? null
    : body.integer('priceGuaranteeSeconds', anySeconds);
  body.end();
  return {
    ...(expireSeconds === undefined ? {} : { expireSeconds }),
    ...(instantOnly === undefined ? {} : { instantOnly }),
    ...(paymentRequiredSeconds === undefined ? {} : { paymentRequiredSeconds }),
    ...(priceGuaranteeSeconds === undefined ? {} : { priceGuaranteeSeconds }),
  };
}

function readSearch(control: JsonBody): SearchSettings | null | undefined {
  const body = control.object('search');
  if (!body) return body;
  const airlines = body.delays('airlines', anyDelay) ?? {};
  body.end();
  return { airlines };
}

function readRateLimit(control: JsonBody): RateLimitSettings | undefined {
  const body = control.object('rateLimit');
  if (!body) return body === null ? defaultRateLimit : undefined;
  const limit = body.integer('limit', { from: 0, to: 1_000_000 }) ?? defaultRateLimit.limit;
  const windowMs = body.integer('windowMs', { from: 1, to: 600_000 }) ?? defaultRateLimit.windowMs;
  body.end();
  return { limit, windowMs };
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

function readChaos(control: JsonBody): ChaosSettings | null | undefined {
  const body = control.object('chaos');
  if (!body) return body;
  const some = body.texts('operations', new Set(operations));
  const settings: ChaosSettings = {
    seed: body.integer('seed', { from: 0, to: Number.MAX_SAFE_INTEGER }) ?? 0,
    rates: body.rates('rates', chaosKinds),
    operations: some ? operations.filter((operation) => some.includes(operation)) : null,
    metadataKey: body.text('metadataKey') ?? null,
    slowMs: body.integer('slowMs', anyDelay) ?? 3_000,
    webhookDelayMs: body.integer('webhookDelayMs', anyDelay) ?? 2_000,
  };
  body.end();
  for (const operation of operations) {
    const sum = faultNames
      .filter((fault) => canHappenAt(fault, operation))
      .reduce((total, fault) => total + (settings.rates[fault] ?? 0), 0);
    if (sum > 1 + 1e-9) {
      throw new InvalidInput(
        `The rates of what can happen to ${operation} must not exceed 1 together.`,
        'chaos.rates',
      );
    }
  }
  return settings;
}
