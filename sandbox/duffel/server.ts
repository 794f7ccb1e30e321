import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { endServer } from '../common/end-server.js';
import { openJournal } from '../common/open-journal.js';
import { randomText } from '../common/random-text.js';
import { RequestLog } from '../common/request-log.js';
import { shuffled } from '../common/seeded.js';
import type { Departure } from '../common/webhooks/books.js';
import { defaultRetryDelaysMs, WebhookDelivery } from '../common/webhooks/delivery.js';
import { combinePlans } from '../common/webhooks/plan.js';
import { cancellationRoutes } from './api/cancellations.js';
import { offerRequestRoutes } from './api/offer-requests.js';
import { offerRoutes } from './api/offers.js';
import { scheduleCreation } from './api/order-creation.js';
import { orderRoutes } from './api/orders.js';
import { paymentRoutes } from './api/payments.js';
import { resumeAction } from './api/scheduled.js';
import { webhookRoutes } from './api/webhooks.js';
import { Chaos } from './behaviour/chaos.js';
import { Faults } from './behaviour/faults.js';
import { behaviourOf } from './behaviour/passenger-names.js';
import { ControlServer } from './control/control-server.js';
import { ApiServer, type LoggedRequest } from './http/api-server.js';
import { defaultRateLimit, RateLimit } from './http/rate-limit.js';
import { Router } from './http/router.js';
import type { DuffelSandbox, DuffelSandboxOptions } from './options.js';
import { chaosSubject, type Sandbox } from './sandbox.js';
import { defaultLimits } from './state/limits.js';
import type { StoredEvent } from './state/objects.js';
import { Store } from './state/store.js';
import { announcer } from './webhooks/announce.js';

export type { DuffelSandbox, DuffelSandboxOptions } from './options.js';

const routes = [
  ...offerRequestRoutes,
  ...offerRoutes,
  ...orderRoutes,
  ...paymentRoutes,
  ...cancellationRoutes,
  ...webhookRoutes,
];

/** The endpoint given when the sandbox was started: always this one, so that a restart with another URL replaces it. */
const configuredEndpointId = 'end_configured';
const posterStyle = { signatureHeader: 'x-duffel-signature', userAgent: 'Duffel/webhooks' };

/** Starts the sandbox and restores its books. Rejects when the port is taken or `dataDir` cannot be written. */
export async function startDuffelSandbox(options: DuffelSandboxOptions): Promise<DuffelSandbox> {
  const log = options.log ?? (() => undefined);
  const limits = { ...defaultLimits, ...options.limits };
  const store = new Store(limits, log);
  const journal = options.dataDir === undefined ? undefined : await openJournal(options.dataDir, store);
  const webhookSecret = configureWebhook(store, options);
  await store.commit();

  const chaos = new Chaos();
  const faults = new Faults({ slowMs: options.slowMs ?? 8_000, laterMs: options.laterMs ?? 5_000 });
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
  const sandbox: Sandbox = {
    store,
    seed: options.seed ?? 1,
    faults,
    chaos,
    rateLimit: new RateLimit(),
    log,
    announce: announcer(store, outbox, (type, { order, plan = {}, key }) => {
      const wish = behaviourOf(order?.behaviour ?? null)?.webhooks ?? {};
      const named = wish === 'late' ? { delayMs: faults.delays.laterMs } : wish;
      const subject = order ? chaosSubject(sandbox, order.metadata) || order.id : key;
      return combinePlans([plan, named, faults.webhook(type), chaos.webhook(type, subject)]);
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
  const api = new ApiServer({
    sandbox,
    router: new Router(routes),
    requestLog,
    accessToken: options.accessToken,
    commit,
    webhooksSent: (group) => delivery.sent(group),
  });
  const reset = async () => {
    outbox.length = 0;
    delivery.reset();
    faults.reset();
    chaos.set(null);
    sandbox.rateLimit.set(defaultRateLimit);
    api.reset();
    requestLog.clear();
    await store.reset();
    configureWebhook(store, options);
    await store.commit();
  };
  const control = new ControlServer({ sandbox, requestLog, delivery, commit, reset });
  const server = createServer(dispatcher(api, control, log));
  // A client that keeps its connections would otherwise be cut in the middle of its next request.
  server.keepAliveTimeout = 75_000;
  await listen(server, options);
  const port = portOf(server);
  const host = ['0.0.0.0', '::'].includes(options.host) ? 'localhost' : options.host;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;

  for (const pending of store.pending.oldest()) scheduleCreation(sandbox, pending);
  for (const action of store.scheduled.oldest()) resumeAction(sandbox, action);
  delivery.resume();
  log(`Flight sandbox on ${url}, ${store.orders.size} orders.`);

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
function configureWebhook(store: Store, options: DuffelSandboxOptions): string {
  const secret = options.webhookSecret ?? store.secrets.get(configuredEndpointId)?.value ?? randomText(32);
  store.put('secret', { id: configuredEndpointId, value: secret });
  if (options.webhookUrl === undefined) {
    store.delete('endpoint', configuredEndpointId);
    return secret;
  }
  store.put('endpoint', {
    id: configuredEndpointId,
    url: options.webhookUrl,
    secret,
    createdAt: Date.now(),
    isActive: true,
    events: ['*'],
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

function listen(server: Server, { port, host }: DuffelSandboxOptions): Promise<void> {
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
