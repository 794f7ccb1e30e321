import Stripe from 'stripe';
import type { TestApp } from './app.js';

/** Whatever runs with a payment sandbox: an application in this process, or one in a process of its own. */
interface Paying {
  readonly sandbox: { readonly url: string };
}

/** One payment in the sandbox's own books, amounts in minor units. */
export interface BookedPayment {
  readonly id: string;
  readonly status: string;
  readonly amount: number;
  readonly currency: string;
  readonly capturable: number;
  readonly captured: number;
  readonly refunded: number;
  readonly refundPending: number;
  readonly metadata: Readonly<Record<string, string>>;
  readonly refunds: readonly { readonly id: string; readonly amount: number; readonly status: string }[];
}

/** What the provider says became of the money: all of it, or that of one reservation. */
export async function readBooks(holdfast: Paying, reservationId?: string): Promise<BookedPayment[]> {
  const answer = await fetch(`${holdfast.sandbox.url}/_sandbox/books`);
  const { payments } = (await answer.json()) as { payments: BookedPayment[] };
  return reservationId === undefined
    ? payments
    : payments.filter(({ metadata }) => metadata['reservation_id'] === reservationId);
}

interface Fault {
  readonly operation: string;
  readonly fault: string;
  readonly times?: number;
  readonly delayMs?: number;
}

/** Makes the provider misbehave at its next calls of that kind. */
export async function armFault(holdfast: Paying, fault: Fault): Promise<void> {
  await control(holdfast, fault);
}

/** Makes it well behaved again. */
export async function disarmFaults(holdfast: Paying): Promise<void> {
  await control(holdfast, { disarm: true });
}

/** Stops the provider's own deliveries, so that a test alone decides which messages come, and when. */
export async function silenceWebhooks(holdfast: Paying): Promise<void> {
  const stripe = providerClient(holdfast);
  for await (const { id } of stripe.webhookEndpoints.list()) await stripe.webhookEndpoints.del(id);
}

/** The SDK, as a merchant's own dashboard would use it. */
export function providerClient({ sandbox }: Paying): Stripe {
  const { hostname, port } = new URL(sandbox.url);
  return new Stripe('sk_test_dashboard', { host: hostname, port, protocol: 'http', maxNetworkRetries: 0 });
}

/** What the guest does on the page of the bank. */
export async function decideAtBank(url: string, outcome: 'approve' | 'fail'): Promise<void> {
  const html = await (await fetch(url)).text();
  const action = /action="([^"]+)"/.exec(html)?.[1] ?? '';
  const secret = /name="client_secret" value="([^"]+)"/.exec(html)?.[1] ?? '';
  const answer = await fetch(new URL(action, url), {
    method: 'POST',
    body: new URLSearchParams({ client_secret: secret, outcome }),
    redirect: 'manual',
  });
  if (answer.status !== 303) throw new Error(`the bank answered ${answer.status}`);
}

/** Messages of the provider about one payment, oldest first. */
export async function listMessages(holdfast: Paying, providerPaymentId: string): Promise<Stripe.Event[]> {
  const events = await providerClient(holdfast)
    .events.list({ limit: 100 })
    .autoPagingToArray({ limit: 1_000 });
  return events.filter((event) => JSON.stringify(event).includes(`"${providerPaymentId}"`)).toReversed();
}

interface Delivery {
  /** Default: the right one. */
  readonly secret?: string;
  /** Unix seconds of the signature. */
  readonly timestamp?: number;
  /** What is sent, when it is not what was signed. */
  readonly body?: string;
  /** The whole header; null sends none. */
  readonly signature?: string | null;
}

/** Sends a message as the provider does: signed over its bytes. */
export async function deliver(
  holdfast: TestApp,
  message: object | string,
  { secret = holdfast.config.stripeWebhookSecrets[0] ?? '', timestamp, body, signature }: Delivery = {},
): Promise<{ status: number; code: string | undefined }> {
  const payload = typeof message === 'string' ? message : JSON.stringify(message);
  const header =
    signature === undefined
      ? new Stripe('sk_test').webhooks.generateTestHeaderString({
          payload,
          secret,
          ...(timestamp === undefined ? {} : { timestamp }),
        })
      : signature;
  const answer = await fetch(`${holdfast.url}/v1/webhooks/stripe`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(header === null ? {} : { 'stripe-signature': header }),
    },
    body: body ?? payload,
  });
  const text = await answer.text();
  const code = text === '' ? undefined : (JSON.parse(text) as { code?: string }).code;
  return { status: answer.status, code };
}

async function control({ sandbox }: Paying, body: object): Promise<void> {
  const answer = await fetch(`${sandbox.url}/_sandbox/control`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(await answer.text());
}
