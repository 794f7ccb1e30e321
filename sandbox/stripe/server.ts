import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { randomText } from '../common/random-text.js';
import { chargeRoutes } from './api/charges.js';
import { customerRoutes } from './api/customers.js';
import { eventRoutes } from './api/events.js';
import { paymentCompletionRoutes } from './api/payment-completion.js';
import { paymentIntentRoutes } from './api/payment-intents.js';
import { paymentListRoutes } from './api/payment-lists.js';
import { paymentMethodRoutes } from './api/payment-methods.js';
import { scheduleDecision } from './api/pending-decisions.js';
import { refundRoutes, scheduleSettlement } from './api/refunds.js';
import { setupIntentRoutes } from './api/setup-intents.js';
import { webhookEndpointRoutes } from './api/webhook-endpoints.js';
import { Chaos } from './control/chaos.js';
import { ControlServer } from './control/control-server.js';
import type { LoggedRequest } from './control/logged-request.js';
import { Faults } from './control/faults.js';
import { shuffled } from '../common/seeded.js';
import { RequestLog } from '../common/request-log.js';
import { ApiServer } from './http/api-server.js';
import { Router } from './http/router.js';
import type { StripeSandbox, StripeSandboxOptions } from './options.js';
import { chaosSubject, type Sandbox } from './sandbox.js';
import { announcer } from './state/announce.js';
import type { StoredEvent } from './state/objects.js';
import { nowSeconds } from './state/ids.js';
import { endServer } from '../common/end-server.js';
import { openJournal } from '../common/open-journal.js';
import { defaultLimits } from './state/limits.js';
import { Store } from './state/store.js';
import type { Departure } from '../common/webhooks/books.js';
import { defaultRetryDelaysMs, WebhookDelivery } from '../common/webhooks/delivery.js';
import { configuredEndpointId } from './webhooks/endpoints.js';
import { combinePlans } from '../common/webhooks/plan.js';

export type { StripeSandbox, StripeSandboxOptions } from './options.js';

const routes = [
  ...customerRoutes,
  ...paymentMethodRoutes,
  ...paymentIntentRoutes,
  ...paymentCompletionRoutes,
  ...paymentListRoutes,
  ...refundRoutes,
  ...chargeRoutes,
  ...setupIntentRoutes,
  ...eventRoutes,
  ...webhookEndpointRoutes,
];

const posterStyle = {
  signatureHeader: 'stripe-signature',
  userAgent: 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
};

/** Starts the sandbox and restores its books. Rejects when the port is taken or `dataDir` cannot be written. */
export async function startStripeSandbox(options: StripeSandboxOptions): Promise<StripeSandbox> {
  const log = options.log ?? (() => undefined);
  const limits = { ...defaultLimits, ...options.limits };
  const store = new Store(limits, log);
  const journal = options.dataDir === undefined ? undefined : await openJournal(options.dataDir, store);
  const webhookSecret = configureWebhook(store, options);
  await store.commit();

  const chaos = new Chaos();
  const faults = new Faults({
    slowMs: options.slowMs ?? 8_000,
    laterMs: options.laterMs ?? 5_000,
    refundSettleMs: options.refundSettleMs ?? 1_000,
  });
  let pools = 0;
  const delivery = new WebhookDelivery(
    store,
    posterStyle,
    options.webhookRetryDelaysMs ?? defaultRetryDelaysMs,
    (attempts) => shuffled(attempts, chaos.settings?.seed ?? 0, `pool ${(pools += 1)}`),
    log,
  );
  const timers = new Set<NodeJS.Timeout>();
  const outbox: Departure<StoredEvent>[] = [];
  const commit = () => {
    const departures = outbox.splice(0);
    const deliver = () => {
      for (const departure of departures) delivery.deliver(departure);
    };
    const written = store.commit();
    if (written) return written.then(deliver);
    deliver();
    return undefined;
  };
  let url = '';
  const sandbox: Sandbox = {
    store,
    faults,
    chaos,
    limits,
    publicUrl: () => options.publicUrl?.replace(/\/$/, '') ?? url,
    announce: announcer(store, outbox, (type, group, wish) => {
      const metadata = store.intents.get(group)?.api.metadata ?? {};
      const mischief = chaos.settings ? chaos.webhook(type, chaosSubject(sandbox, metadata) || group) : {};
      return combinePlans([wish, faults.webhook(type), mischief]);
    }),
    later: (delayMs, work) => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        work();
        commit()?.catch((error: unknown) => {
          log(`The journal could not be written: ${String(error)}`);
        });
      }, delayMs);
      timers.add(timer);
    },
  };
  const requestLog = new RequestLog<LoggedRequest>(limits.requestLog);
  const router = new Router(routes);
  const reset = async () => {
    outbox.length = 0;
    delivery.reset();
    faults.reset();
    chaos.set(null);
    requestLog.clear();
    await store.reset();
    configureWebhook(store, options);
    await store.commit();
  };
  const api = new ApiServer({
    sandbox,
    router,
    requestLog,
    apiKey: options.apiKey,
    commit,
    webhooksSent: (group) => delivery.sent(group),
    log,
  });
  const control = new ControlServer({
    sandbox,
    operations: router.operations,
    requestLog,
    delivery,
    commit,
    reset,
  });
  const server = createServer(dispatcher(api, control, log));
  // A client that keeps its connections would otherwise be cut in the middle of its next request.
  server.keepAliveTimeout = 75_000;
  await listen(server, options);
  const port = portOf(server);
  const host = ['0.0.0.0', '::'].includes(options.host) ? 'localhost' : options.host;
  url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;

  for (const settlement of store.settlements.oldest()) scheduleSettlement(sandbox, settlement);
  for (const decision of store.decisions.oldest()) scheduleDecision(sandbox, decision);
  delivery.resume();
  log(`Payment sandbox on ${url}, ${store.intents.size} payments.`);

  return {
    url,
    port,
    webhookSecret,
    close: async () => {
      for (const timer of timers) clearTimeout(timer);
      delivery.close();
      await endServer(server);
      await journal?.close();
    },
  };
}

/** The endpoint of `webhookUrl`, in place of the one an earlier start configured. Returns its secret. */
function configureWebhook(store: Store, options: StripeSandboxOptions): string {
  const secret =
    options.webhookSecret ?? store.secrets.get(configuredEndpointId)?.value ?? `whsec_${randomText(32)}`;
  store.put('secret', { id: configuredEndpointId, value: secret });
  if (options.webhookUrl === undefined) {
    store.delete('endpoint', configuredEndpointId);
    return secret;
  }
  store.put('endpoint', {
    id: configuredEndpointId,
    url: options.webhookUrl,
    secret,
    created: nowSeconds(),
    description: 'Given when the sandbox was started.',
    enabledEvents: [...(options.webhookEvents ?? ['*'])],
    metadata: {},
  });
  return secret;
}

function dispatcher(api: ApiServer, control: ControlServer, log: (message: string) => void) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const target = request.url ?? '/';
    const mark = target.indexOf('?');
    const path = mark < 0 ? target : target.slice(0, mark);
    const query = mark < 0 ? '' : target.slice(mark + 1);
    const part = path === '/' || path.startsWith('/_sandbox/') ? control : api;
    part.handle(request, response, path, query).catch((error: unknown) => {
      log(`A request failed: ${String(error)}`);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  };
}

function listen(server: Server, { port, host }: StripeSandboxOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The sandbox listens on no port.');
  return address.port;
}
