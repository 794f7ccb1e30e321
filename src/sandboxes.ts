import { chmodSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { startDuffelSandboxThread } from '../sandbox/duffel/in-thread.js';
import type { DuffelSandbox, DuffelSandboxOptions } from '../sandbox/duffel/options.js';
import { startStripeSandboxThread } from '../sandbox/stripe/in-thread.js';
import {
  startStripeSandbox,
  type StripeSandbox,
  type StripeSandboxOptions,
} from '../sandbox/stripe/server.js';
import type { AppConfig } from './config/app-config.js';
import { handledEventTypes } from './payments/stripe-webhook.rules.js';

/**
 * The one place where the application knows its sandboxes: it starts the Stripe- and Duffel-compatible servers, which are
 * then reached over HTTP exactly as the real ones would be. `apiPort` is where their webhooks go.
 */
export async function startPaymentSandbox(config: AppConfig, apiPort: number): Promise<StripeSandbox> {
  return startStripeSandboxThread(sandboxOptions(config, apiPort));
}

/** The same on this thread, where TypeScript is compiled as it is imported. */
export async function startPaymentSandboxHere(config: AppConfig, apiPort: number): Promise<StripeSandbox> {
  return startStripeSandbox(sandboxOptions(config, apiPort));
}

function sandboxOptions(config: AppConfig, apiPort: number): Omit<StripeSandboxOptions, 'log'> {
  return {
    port: config.sandboxStripePort,
    host: '127.0.0.1',
    dataDir: privateFolder(config, 'stripe-sandbox'),
    webhookUrl: `http://127.0.0.1:${apiPort}/v1/webhooks/stripe`,
    webhookSecret: config.stripeWebhookSecrets[0],
    webhookEvents: handledEventTypes,
  };
}

/** The Duffel-compatible server, in a thread of its own. */
export async function startFlightSandbox(config: AppConfig, apiPort: number): Promise<DuffelSandbox> {
  return startDuffelSandboxThread(flightSandboxOptions(config, apiPort));
}

/** The same on this thread. Loaded when it is wanted: most tests have no use for it. */
export async function startFlightSandboxHere(config: AppConfig, apiPort: number): Promise<DuffelSandbox> {
  const { startDuffelSandbox } = await import('../sandbox/duffel/server.js');
  return startDuffelSandbox(flightSandboxOptions(config, apiPort));
}

function flightSandboxOptions(config: AppConfig, apiPort: number): Omit<DuffelSandboxOptions, 'log'> {
  return {
    port: config.sandboxDuffelPort,
    host: '127.0.0.1',
    dataDir: privateFolder(config, 'duffel-sandbox'),
    webhookUrl: `http://127.0.0.1:${apiPort}/v1/webhooks/duffel`,
    webhookSecret: config.duffelWebhookSecrets[0],
  };
}

/** A folder below `dataDir` for a sandbox's books, which hold the secret that signs webhooks: for no other user to read. */
function privateFolder(config: AppConfig, name: string): string {
  const folder = path.join(config.dataDir, name);
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o700);
  return folder;
}
