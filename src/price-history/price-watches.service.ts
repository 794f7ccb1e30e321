import { Injectable } from '@nestjs/common';
import type { Actor } from '../audit/actor.js';
import { writeAudit } from '../audit/write-audit.js';
import { cabinNotFound } from '../catalog/catalog.errors.js';
import {
  assertRoomTypes,
  getFlightForBooking,
  getHotelForBooking,
  getSkuNames,
} from '../catalog/listing.views.js';
import { inTransaction } from '../database/in-transaction.js';
import { PrismaService } from '../database/prisma.service.js';
import { DomainError } from '../errors/domain-error.js';
import { invalidField, invalidFields, type FieldError } from '../errors/invalid-request.js';
import { cursorCodec } from '../http/cursor.js';
import { toPage, type Page, type PageQuery } from '../http/page.dto.js';
import { skuFields } from '../pricing/quote.dto.js';
import { WebhookSubscriptionsService } from '../webhooks/webhook-subscriptions.service.js';
import type { NewPriceWatchDto, PriceWatchDto } from './price-watches.dto.js';
import {
  deleteWatch,
  findWatch,
  insertWatch,
  listWatches,
  type NewWatch,
  type PriceWatchRow,
} from './price-watches.queries.js';

/** Each change of a price is held against all watches of its listing. */
export const maxWatchesPerSubscription = 1_000;

const watchCursor = cursorCodec('price watches', ['uuid']);

type Target = Pick<NewWatch, 'listingId' | 'skuId' | 'startDate' | 'endDate'>;

/** Which prices webhook subscriptions are told of. */
@Injectable()
export class PriceWatchesService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly subscriptions: WebhookSubscriptionsService,
  ) {}

  /**
   * Throws `webhook_subscription_not_found`, `too_many_price_watches`, what finding the hotel, room type, flight or cabin
   * throws, and 400 for fields that do not go together.
   */
  async add(
    subscriptionId: string,
    watch: NewPriceWatchDto,
    { actor, operationId }: { readonly actor: Actor; readonly operationId?: string | undefined },
  ): Promise<PriceWatchDto> {
    await this.subscriptions.get(subscriptionId);
    const target = await this.findTarget(watch);
    const made = await inTransaction(this.prisma, async (tx) => {
      const inserted = await insertWatch(tx, {
        subscriptionId,
        ...target,
        belowMinor: watch.below ?? null,
        operationId,
        maxWatches: maxWatchesPerSubscription,
      });
      if (inserted === undefined) throw tooManyWatches();
      const row = await findWatch(tx, { subscriptionId, watchId: inserted.watchId });
      if (row === undefined) throw watchNotFound();
      if (inserted.isNew) {
        const after = termsOf(subscriptionId, row);
        await writeAudit(tx, actor, { action: 'created', ...subjectOf(row), after });
      }
      return row;
    });
    return this.describe(made);
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

  private async findTarget(watch: NewPriceWatchDto): Promise<Target> {
    const { hotelId, roomTypeId, startDate, endDate, flightId, cabin } = watch;
    if (hotelId !== undefined) {
      refuseFields(watch, ['flightId', 'cabin'], 'hotelId');
      if (startDate !== undefined && endDate !== undefined && startDate >= endDate)
        throw invalidField('endDate', 'not_after_start', 'endDate must be after startDate');
      const hotel = await getHotelForBooking(this.prisma, hotelId);
      if (roomTypeId !== undefined) assertRoomTypes(hotel, [roomTypeId]);
      return {
        listingId: hotelId,
        skuId: roomTypeId ?? null,
        startDate: startDate ?? null,
        endDate: endDate ?? null,
      };
    }
    if (flightId === undefined) throw invalidField('hotelId', 'required', 'hotelId or flightId is needed');
    refuseFields(watch, ['roomTypeId', 'startDate', 'endDate'], 'flightId');
    const flight = await getFlightForBooking(this.prisma, flightId);
    const found = flight.cabins.find((each) => each.class === cabin);
    if (cabin !== undefined && found === undefined) throw cabinNotFound(flightId, cabin);
    return { listingId: flightId, skuId: found?.skuId ?? null, startDate: null, endDate: null };
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
