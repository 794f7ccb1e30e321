import { Injectable } from '@nestjs/common';
import type { Actor } from '../audit/actor.js';
import { writeAudit } from '../audit/write-audit.js';
import {
  cabinNotFound,
  flightNotFound,
  hotelNotFound,
  roomTypesNotFound,
} from '../catalog/catalog.errors.js';
import {
  assertRoomTypes,
  getFlightForBooking,
  getHotelForBooking,
  getSkuNames,
} from '../catalog/listing.views.js';
import type { Database } from '../database/database-client.js';
import { inTransaction } from '../database/in-transaction.js';
import { PrismaService } from '../database/prisma.service.js';
import { violates } from '../database/sql-error.js';
import { DomainError } from '../errors/domain-error.js';
import { invalidField, invalidFields, type FieldError } from '../errors/invalid-request.js';
import { cursorCodec } from '../http/cursor.js';
import { toPage, type Page, type PageQuery } from '../http/page.dto.js';
import type { MoneyDto } from '../pricing/money.dto.js';
import { skuFields } from '../pricing/quote.dto.js';
import { WebhookSubscriptionsService } from '../webhooks/webhook-subscriptions.service.js';
import type {
  LowestPriceDto,
  MadePriceWatchDto,
  NewPriceWatchDto,
  PriceWatchDto,
} from './price-watches.dto.js';
import {
  deleteWatch,
  findLowestPrice,
  findWatch,
  insertWatch,
  listWatches,
  lockFollower,
  type ListedPriceRow,
  type NewWatch,
  type PriceWatchRow,
} from './price-watches.queries.js';

/** Each change of a price is held against all watches of its listing. */
export const maxWatchesPerSubscription = 1_000;

const watchCursor = cursorCodec('price watches', ['uuid']);

type Target = Pick<NewWatch, 'listingId' | 'skuId' | 'startDate' | 'endDate'>;

/** What a watch can be of, and the currency of its prices. */
interface Found {
  readonly target: Target;
  readonly currency: string;
}

/** Which prices webhook subscriptions are told of. */
@Injectable()
export class PriceWatchesService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly subscriptions: WebhookSubscriptionsService,
  ) {}

  /**
   * Answers with the lowest price of the moment from which on changes are told. Throws `webhook_subscription_not_found`,
   * `too_many_price_watches`, what finding the hotel, room type, flight or cabin throws, 400 for fields that do not go
   * together or another currency, and `busy` while prices are followed for too long.
   */
  async add(
    subscriptionId: string,
    watch: NewPriceWatchDto,
    { actor, operationId }: { readonly actor: Actor; readonly operationId?: string | undefined },
  ): Promise<MadePriceWatchDto> {
    await this.subscriptions.get(subscriptionId);
    const { target, currency } = await this.find(watch);
    assertCurrency(watch.below, currency);
    const wanted = {
      subscriptionId,
      ...target,
      belowMinor: watch.below?.amount ?? null,
      operationId,
      maxWatches: maxWatchesPerSubscription,
    };
    const { row: made, lowest } = await inTransaction(this.prisma, async (tx) => {
      await lockFollower(tx);
      const inserted = await insertUnlessRemoved(tx, wanted, watch);
      if (inserted === undefined) throw tooManyWatches();
      const row = await findWatch(tx, { subscriptionId, watchId: inserted.watchId });
      if (row === undefined) throw watchNotFound();
      if (inserted.isNew) {
        const after = termsOf(subscriptionId, row);
        await writeAudit(tx, actor, { action: 'created', ...subjectOf(row), after });
      }
      return { row, lowest: await findLowestPrice(tx, row) };
    });
    return { ...(await this.describe(made)), lowest: await this.describeLowest(made, lowest) };
  }

  /** Newest first. Throws `webhook_subscription_not_found`, `invalid_cursor`. */
  async list(subscriptionId: string, { limit, cursor }: PageQuery): Promise<Page<PriceWatchDto>> {
    await this.subscriptions.get(subscriptionId);
    const [beforeId] = cursor === undefined ? [] : watchCursor.decode(cursor);
    const rows = await listWatches(this.prisma, { subscriptionId, beforeId, limit: limit + 1 });
    const page = toPage(rows, limit, (last) => watchCursor.encode([last.watchId]));
    return { ...page, data: await Promise.all(page.data.map((row) => this.describe(row))) };
  }

  /** Throws `price_watch_not_found`. */
  async remove(subscriptionId: string, watchId: string, actor: Actor): Promise<void> {
    await inTransaction(this.prisma, async (tx) => {
      const row = await findWatch(tx, { subscriptionId, watchId });
      if (row === undefined || !(await deleteWatch(tx, { subscriptionId, watchId }))) throw watchNotFound();
      const before = termsOf(subscriptionId, row);
      await writeAudit(tx, actor, { action: 'removed', ...subjectOf(row), before });
    });
  }

  private async find(watch: NewPriceWatchDto): Promise<Found> {
    const { hotelId, roomTypeId, startDate, endDate, flightId, cabin } = watch;
    if (hotelId !== undefined) {
      refuseFields(watch, ['flightId', 'cabin'], 'hotelId');
      if (startDate !== undefined && endDate !== undefined && startDate >= endDate)
        throw invalidField('endDate', 'not_after_start', 'endDate must be after startDate');
      const hotel = await getHotelForBooking(this.prisma, hotelId);
      if (roomTypeId !== undefined) assertRoomTypes(hotel, [roomTypeId]);
      const dates = { startDate: startDate ?? null, endDate: endDate ?? null };
      return {
        target: { listingId: hotelId, skuId: roomTypeId ?? null, ...dates },
        currency: hotel.currency,
      };
    }
    if (flightId === undefined) throw invalidField('hotelId', 'required', 'hotelId or flightId is needed');
    refuseFields(watch, ['roomTypeId', 'startDate', 'endDate'], 'flightId');
    const flight = await getFlightForBooking(this.prisma, flightId);
    const found = flight.cabins.find((each) => each.class === cabin);
    if (cabin !== undefined && found === undefined) throw cabinNotFound(flightId, cabin);
    return {
      target: { listingId: flightId, skuId: found?.skuId ?? null, startDate: null, endDate: null },
      currency: flight.currency,
    };
  }

  private async describeLowest(
    { listingId, currency }: PriceWatchRow,
    lowest: ListedPriceRow | undefined,
  ): Promise<LowestPriceDto | null> {
    if (lowest === undefined) return null;
    const { skuId, date, unitMinor } = lowest;
    const names = await getSkuNames(this.prisma, listingId);
    return { ...skuFields(skuId, names), date, price: { amount: Number(unitMinor), currency } };
  }

  private async describe(row: PriceWatchRow): Promise<PriceWatchDto> {
    const { watchId, listingId, kind, currency, skuId, startDate, endDate, belowMinor, createdAt } = row;
    const names = skuId === null ? undefined : await getSkuNames(this.prisma, listingId);
    return {
      watchId,
      ...(kind === 'hotel' ? { hotelId: listingId } : { flightId: listingId }),
      ...(skuId === null || names === undefined ? {} : skuFields(skuId, names)),
      ...(startDate === null ? {} : { startDate }),
      ...(endDate === null ? {} : { endDate }),
      ...(belowMinor === null ? {} : { below: { amount: Number(belowMinor), currency } }),
      createdAt: createdAt.toISOString(),
    };
  }
}

function subjectOf({ watchId, listingId }: PriceWatchRow) {
  return { kind: 'price_watch', id: watchId, listingId } as const;
}

/** What the audit trail says of a watch. */
function termsOf(subscriptionId: string, { skuId, startDate, endDate, belowMinor }: PriceWatchRow): object {
  return {
    subscriptionId,
    ...(skuId !== null && { skuId }),
    ...(startDate !== null && { startDate }),
    ...(endDate !== null && { endDate }),
    ...(belowMinor !== null && { belowMinor: Number(belowMinor) }),
  };
}

/** Throws as if it had not been found when what is to be watched was removed a moment ago. */
async function insertUnlessRemoved(db: Database, wanted: NewWatch, watch: NewPriceWatchDto) {
  try {
    return await insertWatch(db, wanted);
  } catch (error) {
    throw removedMeanwhile(error, watch) ?? error;
  }
}

/** What was found a moment ago is removed by now; undefined when that is not why the watch could not be written. */
function removedMeanwhile(
  error: unknown,
  { hotelId = 0, roomTypeId = 0, flightId, cabin }: NewPriceWatchDto,
): DomainError | undefined {
  if (violates(error, 'price_watch_listing_fkey'))
    return flightId === undefined ? hotelNotFound(hotelId) : flightNotFound(flightId);
  if (violates(error, 'price_watch_sku_fkey'))
    return flightId === undefined
      ? roomTypesNotFound(hotelId, [roomTypeId])
      : cabinNotFound(flightId, cabin ?? '');
  return undefined;
}

/** A price in another currency cannot be compared with the listing's. */
function assertCurrency(below: MoneyDto | undefined, currency: string): void {
  if (below === undefined || below.currency === currency) return;
  throw invalidField('below.currency', 'other_currency', `below.currency must be ${currency}`);
}

function refuseFields(
  watch: NewPriceWatchDto,
  fields: readonly (keyof NewPriceWatchDto)[],
  beside: string,
): void {
  const faults = fields
    .filter((field) => watch[field] !== undefined)
    .map((field): FieldError => ({
      field,
      code: 'not_together',
      message: `${field} does not go with ${beside}`,
    }));
  if (faults.length > 0) throw invalidFields(faults);
}

function watchNotFound(): DomainError {
  return new DomainError('not_found', 'price_watch_not_found', 'The subscription has no such price watch');
}

function tooManyWatches(): DomainError {
  const message = `The subscription has ${maxWatchesPerSubscription} price watches, and may not have more`;
  return new DomainError('conflict', 'too_many_price_watches', message, { limit: maxWatchesPerSubscription });
}
