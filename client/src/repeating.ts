export interface RepeatOptions {
  /** How often a request is sent at most. Default: 5. */
  readonly maxAttempts?: number;
  /** Longest wait between two attempts; an answer that wants a longer one is given to the caller. Default: 10,000. */
  readonly maxWaitMs?: number;
  /** What sends one attempt. Default: the global `fetch`. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

const firstWaitMs = 100;
/** The API says so of what may turn out otherwise in a moment; 409 only with `Retry-After`. */
const passingStatuses: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);

/**
 * A `fetch` that sends a request again, word for word, when no answer came or one that says to try later. Only what is
 * harmless to repeat comes here: reads, and changes with an `Idempotency-Key`.
 */
export function repeating({
  maxAttempts = 5,
  maxWaitMs = 10_000,
  fetch: send = (request) => fetch(request),
}: RepeatOptions): (request: Request) => Promise<Response> {
  return async (request) => {
    for (let attempt = 1; ; attempt += 1) {
      const isLast = attempt >= maxAttempts;
      const backOffMs = Math.min(firstWaitMs * 2 ** (attempt - 1), maxWaitMs);
      let waitMs: number;
      try {
        const answer = await send(request.clone());
        const wantedMs = waitOf(answer, backOffMs);
        if (isLast || wantedMs === undefined || wantedMs > maxWaitMs) return answer;
        await answer.body?.cancel();
        waitMs = wantedMs;
      } catch (error) {
        if (isLast || request.signal.aborted) throw error;
        waitMs = backOffMs;
      }
      await pause(waitMs, request.signal);
    }
  };
}

/** How long to wait before the same again, or undefined when this is the answer. */
function waitOf({ status, headers }: Response, backOffMs: number): number | undefined {
  const wanted = headers.get('Retry-After');
  const seconds = wanted === null || wanted === '' ? Number.NaN : Number(wanted);
  if (!passingStatuses.has(status) && !(status === 409 && Number.isFinite(seconds))) return undefined;
  return Number.isFinite(seconds) ? Math.max(seconds * 1_000, 0) : backOffMs;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason instanceof Error ? signal.reason : new Error('The request was given up'));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });
}
