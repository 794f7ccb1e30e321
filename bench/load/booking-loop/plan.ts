import type { Latency } from '../open-loop/plan.js';

/** Somebody with a saved card. */
export interface PayingGuest {
  readonly token: string;
  readonly paymentMethodId: string;
}

/** One room of a type for some nights. */
export interface StayWish {
  readonly hotelId: number;
  readonly roomTypeId: number;
  readonly startDate: string;
  readonly endDate: string;
}

export interface BookingPlan {
  readonly host: string;
  readonly port: number;
  /** They take turns. */
  readonly guests: readonly PayingGuest[];
  /** Taken one after another, beginning with `firstStay`. */
  readonly stays: readonly StayWish[];
  readonly firstStay: number;
  readonly warmupSeconds: number;
  readonly seconds: number;
  /** Bookings under way at a time, each on a connection of its own. */
  readonly concurrency: number;
  /** Bookings that begin each second, at even distances and whatever the server does; absent: one after another. */
  readonly perSecond?: number;
  /** Send an `Idempotency-Key` with both requests. */
  readonly withKeys?: boolean;
}

export interface BookingResult {
  /** Answers within the measured time that said `paid`. */
  readonly paid: number;
  readonly paidPerSecond: number;
  /** Bookings that were paid at any time, warm-up included. */
  readonly paidInAll: number;
  /** What did not come to `paid`: by step and status, with the code of the problem. */
  readonly failures: Readonly<Record<string, number>>;
  readonly hold: Latency;
  readonly pay: Latency;
  /** From the beginning of the first request, or from when it was due, to the end of the second. */
  readonly whole: Latency;
}
