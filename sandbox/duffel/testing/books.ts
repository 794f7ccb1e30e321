export interface BookedOrder {
  readonly id: string;
  readonly type: 'instant' | 'hold';
  readonly state: 'awaiting_payment' | 'booked' | 'lapsed' | 'cancelled';
  /** Whether it takes seats. */
  readonly live: boolean;
  readonly hidden: boolean;
  readonly metadata: Readonly<Record<string, string>>;
  readonly offerId: string;
  readonly bookingReference: string;
  readonly passengers: readonly string[];
  readonly seats: readonly string[];
  readonly currency: string;
  /** Amounts are minor units. */
  readonly total: number;
  readonly paid: number;
  readonly refunded: number;
  readonly paidAt: string | null;
  readonly cancelledAt: string | null;
  readonly cancelledBy: 'api' | 'hand' | null;
  readonly paymentRequiredBy: string | null;
  readonly changes: number;
  readonly payments: readonly { readonly id: string; readonly amount: number }[];
  readonly cancellations: readonly {
    readonly id: string;
    readonly confirmedAt: string | null;
    readonly refund: number | null;
    readonly refundTo: string;
    readonly refunded: number;
  }[];
}

export interface PendingOrder {
  readonly id: string;
  readonly outcome: 'created' | 'failed';
  readonly offerId: string;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface FlightBooks {
  readonly balance: { readonly left: number | null; readonly paid: number; readonly refunded: number };
  readonly next: string | null;
  readonly orders: readonly BookedOrder[];
  readonly pending: readonly PendingOrder[];
  readonly failed: readonly { readonly id: string; readonly metadata: Readonly<Record<string, string>> }[];
}

interface Somewhere {
  readonly sandbox: { readonly url: string };
}

/** `?metadata=reference:…` gives only those orders. */
export async function readFlightBooks({ sandbox }: Somewhere, query = ''): Promise<FlightBooks> {
  const response = await fetch(`${sandbox.url}/_sandbox/books${query}`);
  if (response.status !== 200) throw new Error(`The books were answered with ${response.status}.`);
  const books: FlightBooks = JSON.parse(await response.text());
  return books;
}

/** Every order with this reference, oldest first. */
export async function ordersOf(somewhere: Somewhere, reference: string): Promise<readonly BookedOrder[]> {
  return (await readFlightBooks(somewhere, `?metadata=reference:${encodeURIComponent(reference)}`)).orders;
}
