export interface SandboxLimits {
  /** The oldest are given up beyond these. */
  readonly requests: number;
  readonly offers: number;
  readonly orders: number;
  readonly events: number;
  readonly deliveries: number;
  /** API calls shown by `GET /_sandbox/requests`. */
  readonly requestLog: number;
  /** The journal is shortened when it is larger than this and twice what it describes. */
  readonly journalBytes: number;
}

export const defaultLimits: SandboxLimits = {
  requests: 5_000,
  offers: 60_000,
  orders: 100_000,
  events: 50_000,
  deliveries: 100_000,
  requestLog: 1_000,
  journalBytes: 32_000_000,
};

export const maxBodyBytes = 1_000_000;
