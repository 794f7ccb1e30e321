import type { StayCancellationDto } from '../cancellation/cancellation.dto.js';
import { findStayCancellation } from '../cancellation/stay-cancellation.views.js';
import { listingIdField, type ListingKind } from '../catalog/listing-kind.js';
import { getSkuNames, type SkuNames } from '../catalog/listing.views.js';
import type { PrismaService } from '../database/prisma.service.js';
import { readFrozenQuote } from '../pricing/frozen-quote.js';
import { skuFields, toQuoteDto, type QuoteDto } from '../pricing/quote.dto.js';
import type { BlockingRow, TakenQuote } from '../inventory/take.js';
import { findSupplierHold } from '../suppliers/orders/supplier-holds.views.js';
import { keptUntil, toSupplierPart } from '../suppliers/orders/supplier-part.js';
import type { BlockingDto, HoldDto } from './holds.dto.js';
import { heldUnits } from './held-units.js';
import { isExtendable, secondsLeft } from './holds.rules.js';
import type { HoldRow } from './holds.views.js';

/** A hold as it is shown. */
export async function describeHold(
  prisma: PrismaService,
  row: HoldRow,
  ttlSeconds: number,
): Promise<HoldDto> {
  const lines = readFrozenQuote(row.quote);
  const skuIds = lines.map((line) => line.skuId);
  const names = await namesOf(prisma, { kind: row.kind, listingId: row.listingId, skuIds });
  const held = row.kind === 'supplier' ? await findSupplierHold(prisma, row) : undefined;
  const cancellationPolicy = await cancellationOf(prisma, row);
  const { status, expiresAt, serverTime, graceUntil, endedAt, endCause, reservationId } = row;
  return {
    holdId: row.holdId,
    status,
    ...listingIdField(row.kind, row.listingId),
    startDate: row.startDate,
    endDate: row.endDate,
    ...(held === undefined ? {} : toSupplierPart(held)),
    ...heldUnits({ lines, startDate: row.startDate, names }),
    quote: toQuoteDto(lines, { currency: row.currency, names }),
    ...(cancellationPolicy === undefined ? {} : { cancellationPolicy }),
    expiresAt: expiresAt.toISOString(),
    expiresInSeconds: status === 'active' || status === 'paying' ? secondsLeft(expiresAt, serverTime) : 0,
    serverTime: serverTime.toISOString(),
    extendable: isExtendable(row, ttlSeconds) && (held === undefined || keptUntil(held) > expiresAt),
    ...(graceUntil === null ? {} : { graceUntil: graceUntil.toISOString() }),
    ...(endedAt === null ? {} : { endedAt: endedAt.toISOString() }),
    ...(endCause === null ? {} : { endCause }),
    ...(reservationId === null ? {} : { reservationId }),
  };
}

/** What canceling will cost, as the reservation of this hold will have it. */
async function cancellationOf(
  prisma: PrismaService,
  { kind, listingId, startDate, status, createdAt: takenAt }: HoldRow,
): Promise<StayCancellationDto | undefined> {
  const isLive = status === 'active' || status === 'paying';
  return kind === 'supplier' || !isLive
    ? undefined
    : findStayCancellation(prisma, { listingId, startDate, takenAt });
}

/** Why a request was refused, in the words of the API. */
export async function describeBlocking(
  prisma: PrismaService,
  listing: { readonly kind: 'hotel' | 'flight'; readonly listingId: number },
  blocking: readonly BlockingRow[],
): Promise<BlockingDto[]> {
  const names = await namesOf(prisma, { ...listing, skuIds: blocking.map((row) => row.skuId) });
  return blocking.map(({ skuId, ...row }) => ({ ...skuFields(skuId, names), ...row }));
}

/** The price a request would have now. */
export async function describeQuote(
  prisma: PrismaService,
  listing: { readonly kind: 'hotel' | 'flight'; readonly listingId: number },
  quote: TakenQuote,
): Promise<QuoteDto> {
  const lines = readFrozenQuote(quote.lines);
  const names = await namesOf(prisma, { ...listing, skuIds: lines.map((line) => line.skuId) });
  return toQuoteDto(lines, { currency: quote.currency, names });
}

/** What SKUs are called. Rooms go by their ids alone, so only those of a flight have to be looked up. */
async function namesOf(
  prisma: PrismaService,
  { kind, listingId, skuIds }: { kind: ListingKind; listingId: number; skuIds: readonly number[] },
): Promise<SkuNames> {
  if (kind === 'supplier') return new Map();
  if (kind === 'flight') return getSkuNames(prisma, listingId);
  return new Map(skuIds.map((skuId) => [skuId, { kind: 'room_type', name: '' }]));
}
