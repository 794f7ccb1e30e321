export type SupplierMessageKind =
  | 'order_created'
  /** After `SupplierUnknown` of why `accepted`: nothing was made. */
  | 'order_creation_failed'
  | 'order_paid'
  | 'order_changed_by_airline'
  | 'cancellation_quoted'
  | 'order_canceled'
  | 'ping'
  | 'other';

/** What a supplier tells by webhook. It says where to look; what is true is read from the order. */
export interface SupplierMessage {
  /** The same however often it is told: a second one with it is a duplicate. */
  readonly messageId: string;
  readonly kind: SupplierMessageKind;
  /** The supplier's own word for the kind. */
  readonly type: string;
  /** What it is about, as far as the message says. */
  readonly orderId: string | null;
  readonly offerId: string | null;
  /** Of a cancellation: its quote. */
  readonly quoteId: string | null;
  /** Ours, where the supplier sends it along: it need not. */
  readonly reference: string | null;
  readonly createdAt: Date | null;
  readonly isLive: boolean;
}
