import { chmodSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { startStripeSandboxThread } from '../sandbox/stripe/in-thread.js';
import {
  startStripeSandbox,
  type StripeSandbox,
  type StripeSandboxOptions,
} from '../sandbox/stripe/server.js';
import type { AppConfig } from './config/app-config.js';
import { handledEventTypes } from './payments/stripe-webhook.rules.js';

/**
 * The one place where the application knows its sandboxes: it starts the Stripe-compatible server, which is then
 * reached over HTTP exactly as Stripe would be. `apiPort` is where its webhooks go.
 */
export async function startPaymentSandbox(config: AppConfig, apiPort: number): Promise<StripeSandbox> {
  return startStripeSandboxThread(sandboxOptions(config, apiPort));
}

/** The same on this thread, where TypeScript is compiled as it is imported. */
export async function startPaymentSandboxHere(config: AppConfig, apiPort: number): Promise<StripeSandbox> {
  return startStripeSandbox(sandboxOptions(config, apiPort));
}

function sandboxOptions(config: AppConfig, apiPort: number): Omit<StripeSandboxOptions, 'log'> {
  const dataDir = path.join(config.dataDir, 'stripe-sandbox');
  mkdirSync(dataDir, { recursive: true });
  // Its books hold the secret that signs webhooks: no other user of the machine may read them.
  chmodSync(dataDir, 0o700);
  return {
    port: config.sandboxStripePort,
    host: '127.0.0.1',
    dataDir,
    webhookUrl: `http://127.0.0.1:${apiPort}/v1/webhooks/stripe`,
    webhookSecret: config.stripeWebhookSecrets[0],
    webhookEvents: handledEventTypes,
  };
}
