import type { Request } from 'express';

const watchedPaths = /^\/(?:ping|metrics|health\/(?:live|ready))$/;

/** Whether this is asked by machines that watch over us: whatever goes on, they are answered. */
export function isWatch(request: Request): boolean {
  return watchedPaths.test(request.path);
}
