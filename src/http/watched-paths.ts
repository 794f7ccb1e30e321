import type { ArrivedRequest } from './http-request.js';

const watchedPaths = /^\/(?:ping|metrics|health\/(?:live|ready))(?:\?|$)/;

/** Whether this is asked by machines that watch over us: whatever goes on, they are answered. */
export function isWatch(request: ArrivedRequest): boolean {
  return watchedPaths.test(request.originalUrl);
}
