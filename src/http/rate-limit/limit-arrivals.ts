import type { ServerResponse } from 'node:http';
import { Logger } from '@nestjs/common';
import type { ArrivedRequest } from '../http-request.js';
import { isWebhook } from '../media-type.js';
import { isWatch } from '../watched-paths.js';
import type { RequestLimits } from './request-limits.js';

/** What a message without a good signature is answered. */
const badRequestStatus = 400;

/**
 * The limits by address, before a body is read or a token checked. Messages of the provider are counted when they
 * have proved to be none of its. What it returns throws 429 `rate_limited`.
 */
export function limitArrivals(
  limits: RequestLimits,
  { trustedProxyHops }: { trustedProxyHops: number },
): (request: ArrivedRequest, response: ServerResponse) => void {
  const logger = new Logger('RateLimit');
  let isProxyMet = trustedProxyHops > 0;
  return (request, response) => {
    if (isWatch(request)) return;
    if (!isProxyMet && request.headers['x-forwarded-for'] !== undefined) {
      isProxyMet = true;
      logger.warn(
        'A request came through a proxy, and TRUSTED_PROXY_HOPS is 0: all callers count as one address',
      );
    }
    if (!isWebhook(request)) return limits.admitArrival(request, response);
    limits.admitWebhook(request, response);
    response.once('finish', () => {
      if (response.statusCode === badRequestStatus) limits.countForgery(request);
    });
  };
}
