/** One hold to be taken: all of it or nothing. */
export interface TakeRequest {
  readonly listingId: number;
  readonly holdId: string;
  readonly guestId: string;
  /** First night (or the departure date) and the day after the last. */
  readonly startDate: string;
  readonly endDate: string;
  readonly items: readonly TakeItem[];
  /** A live hold of the same guest in the same listing that the new one replaces. */
  readonly replacesHoldId?: string | undefined;
  /** The most the guest agrees to pay, in minor units. */
  readonly expectedTotalMinor?: number | undefined;
  /** What a total may be that is not 0, in minor units; undefined: whatever it is. */
  readonly totalLimits?: TotalLimits | undefined;
}

/** Bounds of what can be paid in one go, in minor units. */
export interface TotalLimits {
  readonly leastMinor: number;
  readonly mostMinor: number;
}

export interface TakeItem {
  readonly skuId: number;
  readonly quantity: number;
}

/**
 * `[skuId, date, quantity, baseMinor, rateBp, occupancyBp, amountMinor]` and what it was made from: one line of a frozen
 * quote, to be read with `readFrozenQuote`.
 */
export type QuoteLine = readonly [
  number,
  string,
  number,
  number,
  number,
  number,
  number,
  inputs?: string,
  more?: object,
];

export interface TakenQuote {
  readonly currency: string;
  readonly totalMinor: number;
  readonly lines: readonly QuoteLine[];
}

/** Why a row refuses: how much is free, how much of the rest is only held, and when the first hold on it ends. */
export interface BlockingRow {
  readonly skuId: number;
  readonly date: string;
  readonly available: number;
  readonly held: number;
  readonly nextReleaseAt: string | null;
}

export const replaceRefusals = [
  'replaced_not_found',
  'replaced_paying',
  'replaced_confirmed',
  'replaced_released',
  'replaced_expired',
  'replaced_canceled',
] as const;
export type ReplaceRefusal = (typeof replaceRefusals)[number];

/** What the ledger decided. Times are the database's. */
export type TakeVerdict =
  | {
      readonly outcome: 'held';
      readonly expiresAt: Date;
      readonly serverTime: Date;
      readonly quote: TakenQuote;
    }
  | { readonly outcome: 'sold_out'; readonly serverTime: Date; readonly blocking: readonly BlockingRow[] }
  | { readonly outcome: 'price_changed'; readonly quote: TakenQuote }
  | { readonly outcome: 'not_chargeable'; readonly currency: string; readonly totalMinor: number }
  | { readonly outcome: 'too_many_holds' }
  | { readonly outcome: ReplaceRefusal };
