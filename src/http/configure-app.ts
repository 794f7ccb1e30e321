import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppConfig } from '../config/app-config.js';
import { HttpMetrics } from '../metrics/http-metrics.js';
import { useBodyParsers } from './body-parsing.js';
import { observeRequests } from './request-observer.js';
import { securityHeaders } from './security-headers.js';
import { checkUrl } from './url-check.js';

/** Longer than the 60 s after which load balancers give up an idle connection, so that they close it, not we. */
const keepAliveTimeoutMs = 65_000;
/**
 * A request must have arrived by then, its headers sooner; how long its answer takes is another matter. The time
 * of the headers counts from their first byte, so it has nothing to do with idle connections. It must be the
 * shorter one: Node swaps the two otherwise. They are looked at every 30 s, so either may take that much longer.
 */
const headersTimeoutMs = 15_000;
const requestTimeoutMs = 30_000;

/**
 * Everything of the HTTP side that stands before Nest's routes, in order: request id, protective headers,
 * address check, bodies. The same for the server and for tests. The application must have been created with
 * `bodyParser: false`; guards, filter, pipe and interceptor come with `HttpModule`.
 */
export function configureApp(app: NestExpressApplication): void {
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  spellAddressesOneWay(app);
  app.set('trust proxy', app.get(AppConfig).trustedProxyHops);
  app.use(observeRequests(app.get(HttpMetrics)));
  app.use(securityHeaders());
  app.use(checkUrl);
  useBodyParsers(app);

  const server = app.getHttpServer();
  server.keepAliveTimeout = keepAliveTimeoutMs;
  server.headersTimeout = headersTimeoutMs;
  server.requestTimeout = requestTimeoutMs;
}

/**
 * A proxy that guards `/metrics` need not know of `/Metrics` and `/metrics/`. Express's settings of these names come
 * too late: Nest has used the router before anybody can change them.
 */
function spellAddressesOneWay(app: NestExpressApplication): void {
  Object.assign(app.getHttpAdapter().getInstance().router, { caseSensitive: true, strict: true });
}
