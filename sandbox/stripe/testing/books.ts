import { getJson } from './client.js';

export interface BookedRefund {
  readonly id: string;
  readonly amount: number;
  readonly status: string;
  readonly byHand: boolean;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface BookedPayment {
  readonly id: string;
  readonly status: string;
  readonly hidden: boolean;
  readonly amount: number;
  readonly currency: string;
  readonly askedAmount: number;
  readonly askedCurrency: string;
  readonly captured: number;
  readonly refunded: number;
  readonly refundPending: number;
  readonly capturable: number;
  readonly cancellationReason: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly refunds: readonly BookedRefund[];
}

export interface Books {
  readonly totals: Readonly<
    Record<
      string,
      { payments: number; capturable: number; captured: number; refunded: number; refundPending: number }
    >
  >;
  readonly archivedPayments: number;
  readonly next: string | null;
  readonly payments: readonly BookedPayment[];
}

interface Somewhere {
  readonly sandbox: { readonly url: string };
}

export function readBooks({ sandbox }: Somewhere, query = ''): Promise<Books> {
  return getJson<Books>(`${sandbox.url}/_sandbox/books${query}`);
}

/** What the books say about one payment; fails when they do not know it. */
export async function bookOf(somewhere: Somewhere, id: string): Promise<BookedPayment> {
  const { payments } = await readBooks(somewhere);
  const found = payments.find((payment) => payment.id === id);
  if (!found) throw new Error(`The books do not know ${id}.`);
  return found;
}

/** The only payment with this value under `ref`. */
export async function bookOfRef(somewhere: Somewhere, ref: string): Promise<BookedPayment | undefined> {
  const { payments } = await readBooks(somewhere, `?metadata=ref:${ref}`);
  return payments[0];
}
