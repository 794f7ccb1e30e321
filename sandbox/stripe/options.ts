import type { SandboxLimits } from './state/limits.js';

export interface StripeSandboxOptions {
  /** 0 takes any free one. */
  readonly port: number;
  readonly host: string;
  /** Keeps the books in this folder over restarts; without it they live in memory. */
  readonly dataDir?: string;
  /** Where webhooks go; more endpoints can be added through the API. */
  readonly webhookUrl?: string;
  /** Signs the webhooks to `webhookUrl`; generated (and kept in `dataDir`) when absent. */
  readonly webhookSecret?: string;
  /** The events `webhookUrl` wants; all when absent. */
  readonly webhookEvents?: readonly string[];
  /** The only key accepted; any test key when absent. */
  readonly apiKey?: string;
  /** Where browsers reach the sandbox, when that is not `http://host:port`. */
  readonly publicUrl?: string;
  /** How late `pm_sandbox_slow` answers, milliseconds. */
  readonly slowMs?: number;
  /** When a bank decides that takes its time, and when an authorisation lapses, milliseconds. */
  readonly laterMs?: number;
  /** How long a pending refund stays pending, milliseconds. */
  readonly refundSettleMs?: number;
  /** Waits between attempts to deliver a webhook, milliseconds. */
  readonly webhookRetryDelaysMs?: readonly number[];
  readonly limits?: Partial<SandboxLimits>;
  readonly log?: (message: string) => void;
}

export interface StripeSandbox {
  readonly url: string;
  readonly port: number;
  readonly webhookSecret: string;
  /** Stops at once: open connections, also those never answered, are cut. */
  close(): Promise<void>;
}
