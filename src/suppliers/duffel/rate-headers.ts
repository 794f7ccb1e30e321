import type { RateNotice } from '../guard/rate-window.js';

/** Both dates are told in whole seconds: the window may have up to one more to go. */
const roundingMs = 1_000;
/** A clock that is wrong must not keep us away for a day. */
const maxResetMs = 120_000;

/** Reads `ratelimit-limit`, `-remaining` and `-reset`; undefined where they are missing or make no sense. */
export function readRateNotice(headers: Headers): RateNotice | undefined {
  const limit = readCount(headers.get('ratelimit-limit'));
  const remaining = readCount(headers.get('ratelimit-remaining'));
  const resetMs = readReset(headers);
  if (limit === undefined || remaining === undefined || resetMs === undefined) return undefined;
  return { limit, remaining, resetMs };
}

/** How long a refused caller is to wait: `retry-after` in seconds, or until the next window. */
export function readRetryAfterMs(headers: Headers): number | undefined {
  const seconds = readCount(headers.get('retry-after'));
  if (seconds !== undefined) return Math.min(seconds * 1_000, maxResetMs);
  return readReset(headers);
}

/** `ratelimit-reset` is a date by the server's clock, and so is `date`: ours does not come into it. */
function readReset(headers: Headers): number | undefined {
  const reset = Date.parse(headers.get('ratelimit-reset') ?? '');
  if (Number.isNaN(reset)) return undefined;
  const said = Date.parse(headers.get('date') ?? '');
  const now = Number.isNaN(said) ? Date.now() : said;
  return Math.min(Math.max(reset - now, 0) + roundingMs, maxResetMs);
}

function readCount(text: string | null): number | undefined {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
