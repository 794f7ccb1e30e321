import type { AppConfig } from '../../config/app-config.js';
import { mintToken } from '../../http/auth/mint-token.js';
import { CliError } from '../cli/cli-error.js';
import { describeAnswer, type ReplayClient } from './replay-client.js';
import { runInOrder } from './ordered-run.js';

/** A guest who can pay. */
export interface ReplayGuest {
  readonly token: string;
  readonly paymentMethodId: string;
}

/** Longer than any replay takes. */
const tokenTtlSeconds = 24 * 3_600;
const cardToken = 'pm_card_visa';

/** Signs guests in and saves a card for each. */
export async function signInGuests(
  config: AppConfig,
  client: ReplayClient,
  { runId, count, concurrency }: { runId: string; count: number; concurrency: number },
): Promise<ReplayGuest[]> {
  const guests: ReplayGuest[] = [];
  const nobodyWaits = Array.from({ length: count }, () => []);
  await runInOrder(nobodyWaits, concurrency, async (index) => {
    const subject = `replay-${runId}-${index + 1}`;
    const token = await mintToken(config, { subject, role: 'guest', ttlSeconds: tokenTtlSeconds });
    const answer = await client.send({
      method: 'POST',
      path: '/v1/payment-methods',
      token,
      idempotencyKey: `${runId}-${index + 1}-card`,
      body: { token: cardToken },
    });
    const paymentMethodId = answer.body['paymentMethodId'];
    if (typeof paymentMethodId !== 'string') {
      throw new CliError(`A card cannot be saved at ${client.baseUrl}: ${describeAnswer(answer)}`);
    }
    guests[index] = { token, paymentMethodId };
  });
  return guests;
}
