import StripeClient, { type Stripe } from 'stripe';
import { startStripeSandbox, type StripeSandbox, type StripeSandboxOptions } from '../server.js';

export interface TestSandbox {
  readonly sandbox: StripeSandbox;
  /** The real SDK, pointed at the sandbox; it repeats nothing by itself. */
  readonly stripe: Stripe;
  readonly close: () => Promise<void>;
}

/** The Stripe SDK as Holdfast uses it, talking to `url`. */
export function clientFor(url: string, config: Stripe.StripeConfig = {}, apiKey = 'sk_test_sandbox'): Stripe {
  const { hostname, port } = new URL(url);
  return new StripeClient(apiKey, {
    host: hostname,
    port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
    ...config,
  });
}

export async function openSandbox(options: Partial<StripeSandboxOptions> = {}): Promise<TestSandbox> {
  const sandbox = await startStripeSandbox({ port: 0, host: '127.0.0.1', ...options });
  return { sandbox, stripe: clientFor(sandbox.url), close: () => sandbox.close() };
}

/** What a call was refused with; fails when it was not refused. */
export async function refusal(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof StripeClient.errors.StripeError) return error;
    throw error;
  }
  throw new Error('The call was not refused.');
}

/** A payment of 125.00 EUR with manual capture, confirmed at once. */
export function pay(
  stripe: Stripe,
  card: string,
  more: Partial<Stripe.PaymentIntentCreateParams> = {},
): Promise<Stripe.Response<Stripe.PaymentIntent>> {
  return stripe.paymentIntents.create({
    amount: 12_500,
    currency: 'eur',
    payment_method: card,
    confirm: true,
    capture_method: 'manual',
    ...more,
  });
}

export async function getJson<T>(url: string): Promise<T> {
  const response = await fetch(url);
  const body: T = JSON.parse(await response.text());
  return body;
}

export function postJson(url: string, body: object = {}): Promise<Response> {
  return fetch(url, { method: 'POST', body: JSON.stringify(body) });
}
