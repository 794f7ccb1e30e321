/** What the provider is asked for: one attempt, written down before the call with the key it uses. */
export interface Attempt {
  readonly listingId: number;
  readonly paymentId: string;
  readonly reservationId: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly paymentMethodId: string;
  readonly providerCustomerId: string;
}

/** An amount of minor units in an ISO 4217 currency, capitals; what a provider tells of may be no whole number of them. */
export interface ToldMoney {
  readonly amountMinor: number;
  readonly currency: string;
}

/** How an attempt stands at the provider. `unknown`: no answer, or one that says nothing; ask again later. */
export type PaymentAnswer =
  | {
      readonly kind: 'authorised' | 'captured';
      readonly providerPaymentId: string;
      readonly money: ToldMoney;
    }
  | {
      readonly kind: 'declined';
      readonly providerPaymentId: string | null;
      readonly code: string;
      readonly message: string;
    }
  | { readonly kind: 'requiresAction'; readonly providerPaymentId: string; readonly url: string | null }
  | { readonly kind: 'canceled'; readonly providerPaymentId: string }
  /** Neither decided nor waiting for anyone: the bank takes its time. */
  | { readonly kind: 'processing'; readonly providerPaymentId: string }
  | { readonly kind: 'unknown'; readonly reason: string };

/** How a refund stands at the provider. */
export type RefundAnswer =
  | { readonly kind: 'succeeded' | 'pending'; readonly providerRefundId: string; readonly money: ToldMoney }
  | { readonly kind: 'failed'; readonly providerRefundId: string | null; readonly code: string }
  | {
      readonly kind: 'unknown';
      readonly reason: string;
      /** It did answer, with an error of its own: it has ended with the request, whatever it did. */
      readonly hasEnded?: boolean;
    };

export interface SavedCard {
  readonly paymentMethodId: string;
  readonly brand: string;
  readonly last4: string;
  readonly expMonth: number;
  readonly expYear: number;
}
