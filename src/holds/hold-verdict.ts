import type { BookingTarget } from '../catalog/booking-request.js';
import type { PrismaService } from '../database/prisma.service.js';
import { violates } from '../database/sql-error.js';
import type { DomainError } from '../errors/domain-error.js';
import { findListingOfUuid } from '../inventory/listing-uuid.js';
import type { TakeVerdict } from '../inventory/take.js';
import { totalNotChargeable } from '../payments/payments.errors.js';
import { describeBlocking, describeQuote } from './hold-answer.js';
import {
  alreadyConfirmed,
  holdExpired,
  holdNotFound,
  holdReleased,
  paymentInProgress,
  priceChanged,
  replacedHoldElsewhere,
  soldOut,
  tooManyHolds,
} from './holds.errors.js';
import { secondsUntilHoldEnds, type HoldRow } from './holds.views.js';

type Held = Extract<TakeVerdict, { outcome: 'held' }>;
type Refused = Exclude<TakeVerdict, Held>;

/** Who asked for what, under which id. */
export interface Asked {
  readonly holdId: string;
  readonly guestId: string;
  readonly target: BookingTarget;
  readonly replacesHoldId: string | undefined;
}

/** The hold to be replaced, when there is one. Its id says which listing it is in; throws when that is another. */
export function replacedHoldIn(listingId: number, replacesHoldId: string | undefined): string | undefined {
  const holdId = replacesHoldId?.toLowerCase();
  if (holdId === undefined) return undefined;
  const replacedListingId = findListingOfUuid(holdId);
  if (replacedListingId === undefined) throw holdNotFound(holdId);
  if (replacedListingId !== listingId) throw replacedHoldElsewhere(holdId);
  return holdId;
}

/** Whether the ledger failed because a hold of this id is there already; its rows are written in no fixed order. */
export function wasTakenBefore(error: unknown): boolean {
  return violates(error, 'hold_pkey') || violates(error, 'hold_item_pkey');
}

/** What a read right after the commit would find. */
export function heldRow({ holdId, guestId, target }: Asked, { serverTime, expiresAt, quote }: Held): HoldRow {
  return {
    holdId,
    guestId,
    listingId: target.listingId,
    kind: target.kind,
    status: 'active',
    startDate: target.startDate,
    endDate: target.endDate,
    createdAt: serverTime,
    expiresAt,
    serverTime,
    graceUntil: null,
    extendedAt: null,
    endedAt: null,
    endCause: null,
    currency: quote.currency,
    quote: quote.lines,
    reservationId: null,
  };
}

/** What a guest is told when the ledger said no. */
export async function refusalFor(
  prisma: PrismaService,
  { guestId, target, replacesHoldId = '' }: Asked,
  {
    verdict,
    maxHolds,
    chargeLimits,
  }: { verdict: Refused; maxHolds: number; chargeLimits: readonly string[] },
): Promise<DomainError> {
  switch (verdict.outcome) {
    case 'sold_out':
      return soldOut(await describeBlocking(prisma, target, verdict.blocking));
    case 'price_changed':
      return priceChanged(await describeQuote(prisma, target, verdict.quote));
    case 'not_chargeable': {
      const { totalMinor: amountMinor, currency } = verdict;
      return totalNotChargeable({ amountMinor, currency }, chargeLimits);
    }
    case 'too_many_holds':
      return tooManyHolds(maxHolds, await secondsUntilHoldEnds(prisma, guestId));
    case 'replaced_not_found':
      return holdNotFound(replacesHoldId);
    case 'replaced_expired':
      return holdExpired(replacesHoldId);
    case 'replaced_released':
      return holdReleased(replacesHoldId);
    case 'replaced_confirmed':
    case 'replaced_canceled':
      return alreadyConfirmed(replacesHoldId);
    case 'replaced_paying':
      return paymentInProgress(replacesHoldId);
  }
}
