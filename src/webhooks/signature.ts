import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

const secretBytes = 32;

/** A new signing secret in the form every Standard Webhooks library takes. */
export function generateWebhookSecret(): string {
  return `whsec_${randomBytes(secretBytes).toString('base64')}`;
}

interface Message {
  /** The same for every attempt: what receivers tell repeats by. */
  readonly id: string;
  readonly attemptedAt: Date;
  readonly body: string;
  /** One, or two while one is being replaced. */
  readonly secrets: readonly string[];
}

/** The headers of Standard Webhooks, with a signature by each secret. */
export function signedHeaders({ id, attemptedAt, body, secrets }: Message): Record<string, string> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(attemptedAt.getTime() / 1_000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, attemptedAt, body)).join(' '),
  };
}
