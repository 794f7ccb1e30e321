import type { WebhookEndpoint, WebhookEvent } from '../../common/webhooks/books.js';
/** The objects as Stripe's API shows them (snake_case), and what the sandbox remembers beside them. */

export type Metadata = Record<string, string>;

export interface CustomerObject {
  readonly id: string;
  readonly object: 'customer';
  readonly created: number;
  readonly livemode: false;
  balance: number;
  currency: string | null;
  default_source: null;
  delinquent: boolean;
  description: string | null;
  email: string | null;
  invoice_settings: { default_payment_method: string | null };
  metadata: Metadata;
  name: string | null;
  phone: string | null;
}

export interface CardObject {
  brand: string;
  country: string;
  exp_month: number;
  exp_year: number;
  fingerprint: string;
  funding: 'credit' | 'debit';
  last4: string;
  networks: { available: string[]; preferred: null };
  three_d_secure_usage: { supported: true };
}

export interface PaymentMethodObject {
  readonly id: string;
  readonly object: 'payment_method';
  readonly created: number;
  readonly livemode: false;
  readonly type: 'card';
  billing_details: { address: null; email: string | null; name: string | null; phone: string | null };
  card: CardObject;
  customer: string | null;
  metadata: Metadata;
}

export type IntentStatus =
  | 'processing'
  | 'requires_payment_method'
  | 'requires_confirmation'
  | 'requires_action'
  | 'requires_capture'
  | 'succeeded'
  | 'canceled';

export interface PaymentError {
  type: string;
  code: string;
  decline_code?: string;
  message: string;
  param?: string;
  charge?: string;
  payment_method?: PaymentMethodObject;
}

export interface NextAction {
  type: 'redirect_to_url';
  redirect_to_url: { url: string; return_url: string | null };
}

export interface PaymentIntentObject {
  readonly id: string;
  readonly object: 'payment_intent';
  readonly created: number;
  readonly livemode: false;
  allowed_payment_method_types: string[] | null;
  amount: number;
  amount_capturable: number;
  amount_received: number;
  automatic_payment_methods: { allow_redirects: string; enabled: boolean } | null;
  canceled_at: number | null;
  cancellation_reason: string | null;
  capture_method: 'automatic' | 'automatic_async' | 'manual';
  client_secret: string;
  confirmation_method: 'automatic' | 'manual';
  currency: string;
  customer: string | null;
  description: string | null;
  last_payment_error: PaymentError | null;
  latest_charge: string | null;
  metadata: Metadata;
  next_action: NextAction | null;
  payment_method: string | null;
  payment_method_types: string[];
  receipt_email: string | null;
  setup_future_usage: string | null;
  statement_descriptor: string | null;
  statement_descriptor_suffix: string | null;
  status: IntentStatus;
}

export interface ChargeObject {
  readonly id: string;
  readonly object: 'charge';
  readonly created: number;
  readonly livemode: false;
  amount: number;
  amount_captured: number;
  amount_refunded: number;
  captured: boolean;
  currency: string;
  customer: string | null;
  description: string | null;
  disputed: false;
  failure_code: string | null;
  failure_message: string | null;
  metadata: Metadata;
  outcome: { network_status: string; reason: string | null; seller_message: string; type: string };
  paid: boolean;
  payment_intent: string;
  payment_method: string;
  payment_method_details: { card: object; type: 'card' };
  refunded: boolean;
  status: 'succeeded' | 'failed';
}

export type RefundStatus = 'pending' | 'succeeded' | 'failed';

export interface RefundObject {
  readonly id: string;
  readonly object: 'refund';
  readonly created: number;
  amount: number;
  charge: string;
  currency: string;
  failure_reason?: string;
  metadata: Metadata;
  payment_intent: string;
  reason: string | null;
  status: RefundStatus;
}

export interface SetupIntentObject {
  readonly id: string;
  readonly object: 'setup_intent';
  readonly created: number;
  readonly livemode: false;
  cancellation_reason: string | null;
  client_secret: string;
  customer: string | null;
  description: string | null;
  last_setup_error: PaymentError | null;
  metadata: Metadata;
  next_action: NextAction | null;
  payment_method: string | null;
  payment_method_types: string[];
  status: Exclude<IntentStatus, 'requires_capture' | 'processing'>;
  usage: string;
}

export interface StoredCustomer {
  readonly id: string;
  readonly api: CustomerObject;
  /** Saved cards, oldest first. */
  paymentMethodIds: string[];
}

export interface StoredPaymentMethod {
  readonly id: string;
  readonly api: PaymentMethodObject;
  /** The test card it came from; decides how it behaves for ever. */
  readonly token: string;
  /** Detached, or charged without being saved: Stripe lets such a card be used only that once. */
  spent: boolean;
}

export interface StoredIntent {
  readonly id: string;
  readonly api: PaymentIntentObject;
  /** The test card last tried, null before the first attempt. */
  token: string | null;
  chargeIds: string[];
  refundIds: string[];
  /** What the caller asked for, where the provider did something else. */
  asked?: { amount: number; currency: string };
  /** Calls that a card counts: it fails or refuses the first ones. */
  captureCalls?: number;
  refundCalls?: number;
  /** Refunds nobody asked for through the API. */
  refundsByHand?: string[];
}

export interface StoredSetupIntent {
  readonly id: string;
  readonly api: SetupIntentObject;
}

export interface StoredEvent extends WebhookEvent {
  /** Seconds since 1970. */
  readonly created: number;
}

export interface StoredEndpoint extends WebhookEndpoint {
  readonly created: number;
  readonly description: string | null;
  readonly enabledEvents: string[];
  readonly metadata: Metadata;
}

export interface StoredAnswer {
  /** The idempotency key. */
  readonly id: string;
  readonly path: string;
  readonly fingerprint: string;
  readonly created: number;
  readonly requestId: string;
  readonly status: number;
  readonly body: string;
  /** The payment that has to be decided before there is an answer; until then the key is in use. */
  readonly awaits?: string;
}

/** What a bank will do to a payment by itself. */
export interface PendingDecision {
  /** The payment's id. */
  readonly id: string;
  readonly at: number;
  readonly kind: 'approve' | 'decline' | 'lapse';
  /** The card to be charged. */
  readonly methodId: string;
  /** Nobody can see the payment before. */
  readonly hidden: boolean;
  /** The key of the call whose answer waits for this. */
  readonly idempotencyKey: string | null;
}

/** A refund that will still change by itself. */
export interface Settlement {
  /** The refund's id. */
  readonly id: string;
  readonly at: number;
  readonly outcome: 'succeeded' | 'failed';
}

/** Sums in minor units over payments of one currency. */
export interface CurrencyTotals {
  payments: number;
  /** Authorised and neither captured nor released. */
  capturable: number;
  captured: number;
  refunded: number;
  refundPending: number;
}

export interface ArchivedTotals extends CurrencyTotals {
  /** The currency. */
  readonly id: string;
}
