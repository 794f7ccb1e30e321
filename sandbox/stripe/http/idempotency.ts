import { createHash } from 'node:crypto';
import { nowSeconds } from '../state/ids.js';
import type { StoredAnswer } from '../state/objects.js';
import type { Store } from '../state/store.js';
import { invalidRequest, StripeError } from './stripe-error.js';

const keptSeconds = 24 * 3_600;

/** The same for the same parameters, in whatever order they were sent. */
export function fingerprintOf(body: string): string {
  return createHash('sha1').update(body.split('&').toSorted().join('&')).digest('base64');
}

/**
 * One effect per key (https://docs.stripe.com/api/idempotent_requests): the first answer is kept, errors and 500s too, and
 * given again to the same request; the same key with another request is refused.
 */
export class Idempotency {
  private readonly inFlight = new Set<string>();

  constructor(private readonly store: Store) {}

  /** The kept answer, or undefined when the request is to be executed: `end` must follow. */
  begin(key: string, path: string, fingerprint: string): StoredAnswer | undefined {
    if (key.length > 255) throw invalidRequest('Idempotency keys can be at most 255 characters long.');
    const known = this.store.answers.get(key);
    if (this.inFlight.has(key) || known?.awaits !== undefined) {
      throw new StripeError(409, {
        type: 'invalid_request_error',
        code: 'idempotency_key_in_use',
        message: `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`,
      });
    }
    if (known && known.created > nowSeconds() - keptSeconds) {
      if (known.path !== path)
        throw reused(key, `for the same endpoint they were first used for ('${known.path}' vs '${path}')`);
      if (known.fingerprint !== fingerprint)
        throw reused(key, 'with the same parameters they were first used with');
      return known;
    }
    if (known) this.store.delete('answer', key);
    this.inFlight.add(key);
    return undefined;
  }

  /** Keeps an answer; goes to disk with the changes of its request. */
  keep(answer: StoredAnswer): void {
    this.store.put('answer', answer);
  }

  end(key: string): void {
    this.inFlight.delete(key);
  }
}

function reused(key: string, rule: string): StripeError {
  return new StripeError(400, {
    type: 'idempotency_error',
    message: `Keys for idempotent requests can only be used ${rule}. Try using a key other than '${key}' if you meant to execute a different request.`,
  });
}
