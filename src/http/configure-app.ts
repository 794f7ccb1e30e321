import type { NestExpressApplication } from '@nestjs/platform-express';
import { PinoLogger } from 'nestjs-pino';
import { AppConfig } from '../config/app-config.js';
import { HttpMetrics } from '../metrics/http-metrics.js';
import { MetricsService } from '../metrics/metrics.service.js';
import { DirectRoutes } from './direct/direct-routes.js';
import { receiveRequests } from './front.js';
import { limitArrivals } from './rate-limit/limit-arrivals.js';
import { RequestLimits } from './rate-limit/request-limits.js';
import { RequestObserver } from './request-observer.js';
import { RequestsInFlight } from './requests-in-flight.js';
import { answerUnreadableRequests } from './unreadable-requests.js';

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
 * Everything of the HTTP side that stands before Nest's routes. The same for the server and for tests. The application
 * must have been created with `bodyParser: false`; guards, filter, pipe and interceptor come with `HttpModule`.
 */
export function configureApp(app: NestExpressApplication): void {
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  spellAddressesOneWay(app);
  const config = app.get(AppConfig);
  app.set('trust proxy', config.trustedProxyHops);

  const server = app.getHttpServer();
  receiveRequests(server, app.getHttpAdapter().getInstance(), {
    observer: new RequestObserver(app.get(HttpMetrics), PinoLogger.root),
    limitArrival: limitArrivals(app.get(RequestLimits), config),
    inFlight: new RequestsInFlight(config.maxRequestsInFlight, app.get(MetricsService)),
    direct: app.get(DirectRoutes),
  });
  server.keepAliveTimeout = keepAliveTimeoutMs;
  server.headersTimeout = headersTimeoutMs;
  server.requestTimeout = requestTimeoutMs;
  server.maxConnections = config.maxConnections;
  answerUnreadableRequests(server);
}

/**
 * A proxy that guards `/metrics` need not know of `/Metrics` and `/metrics/`. Express's settings of these names come
 * too late: Nest has used the router before anybody can change them.
 */
function spellAddressesOneWay(app: NestExpressApplication): void {
  Object.assign(app.getHttpAdapter().getInstance().router, { caseSensitive: true, strict: true });
}
