import type { SandboxLimits } from './state/limits.js';

export interface DuffelSandboxOptions {
  /** 0 takes any free one. */
  readonly port: number;
  readonly host: string;
  /** Keeps the books in this folder over restarts; without it they live in memory. */
  readonly dataDir?: string;
  /** Where webhooks go; more endpoints can be added through the API. */
  readonly webhookUrl?: string;
  /** Signs the webhooks to `webhookUrl`; generated (and kept in `dataDir`) when absent. */
  readonly webhookSecret?: string;
  /** The only access token accepted; any but a live one when absent. */
  readonly accessToken?: string;
  /** Decides what flies and what it costs. */
  readonly seed?: number;
  /** How late a slow answer comes, milliseconds. */
  readonly slowMs?: number;
  /** When things happen that take an airline its time, milliseconds. */
  readonly laterMs?: number;
  /** Waits between attempts to deliver a webhook, milliseconds. */
  readonly webhookRetryDelaysMs?: readonly number[];
  readonly limits?: Partial<SandboxLimits>;
  readonly log?: (message: string) => void;
}

export interface DuffelSandbox {
  readonly url: string;
  readonly port: number;
  readonly webhookSecret: string;
  /** Stops at once: open connections, also those never answered, are cut. */
  close(): Promise<void>;
}
