/** How much the sandbox keeps; the oldest goes first. Payments that go are still counted in the totals of the books. */
export interface SandboxLimits {
  payments: number;
  customers: number;
  paymentMethods: number;
  setupIntents: number;
  events: number;
  /** Answers kept for idempotency keys; Stripe keeps them for 24 hours. */
  answers: number;
  /** Deliveries of webhooks not yet made. */
  deliveries: number;
  requestLog: number;
  /** The journal is rewritten when it has grown by this many bytes beyond twice its size after the last rewrite. */
  journalBytes: number;
}

export const defaultLimits: SandboxLimits = {
  payments: 100_000,
  customers: 200_000,
  paymentMethods: 200_000,
  setupIntents: 10_000,
  events: 20_000,
  answers: 50_000,
  deliveries: 50_000,
  requestLog: 1_000,
  journalBytes: 256 * 1024 * 1024,
};

/** Attempts and refunds of one payment, saved cards of one customer, webhook endpoints of the account. */
export const perObject = { attempts: 100, refunds: 100, paymentMethods: 200, endpoints: 16 } as const;

/** Largest request body in bytes. */
export const maxBodyBytes = 100_000;
