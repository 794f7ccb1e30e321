import { Injectable } from '@nestjs/common';
import {
  cabinNotFound,
  flightNotFound,
  hotelNotFound,
  roomTypesNotFound,
} from '../catalog/catalog.errors.js';
import { findListingCurrency, getSkuNames, type SkuNames } from '../catalog/listing.views.js';
import { PrismaService } from '../database/prisma.service.js';
import { cursorCodec } from '../http/cursor.js';
import { toPage, type Page } from '../http/page.dto.js';
import { listPriceChanges } from './price-changes.views.js';
import type { FlightPriceHistoryQuery, PriceChangeDto, PriceHistoryQuery } from './price-history.dto.js';
import { toPriceChangeDto } from './to-price-change-dto.js';

const changeCursor = cursorCodec('price changes, by time', ['instant', 'integer']);

/** How prices have moved, the latest change first. */
@Injectable()
export class PriceHistoryService {
  constructor(private readonly prisma: PrismaService) {}

  /** Also of what is retired. Throws `hotel_not_found`, `room_type_not_found`, `invalid_cursor`. */
  async listOfRoomType(
    hotelId: number,
    roomTypeId: number,
    query: PriceHistoryQuery,
  ): Promise<Page<PriceChangeDto>> {
    const currency = await findListingCurrency(this.prisma, hotelId, 'hotel', { withRetired: true });
    if (currency === undefined) throw hotelNotFound(hotelId);
    const names = await getSkuNames(this.prisma, hotelId);
    if (!names.has(roomTypeId)) throw roomTypesNotFound(hotelId, [roomTypeId]);
    return this.list({ listingId: hotelId, currency, skuIds: [roomTypeId] }, query);
  }

  /** Also of a flight that has departed or is retired. Throws `flight_not_found`, `cabin_not_found`, `invalid_cursor`. */
  async listOfFlight(flightId: number, query: FlightPriceHistoryQuery): Promise<Page<PriceChangeDto>> {
    const currency = await findListingCurrency(this.prisma, flightId, 'flight', { withRetired: true });
    if (currency === undefined) throw flightNotFound(flightId);
    const { cabin } = query;
    const skuIds = cabin === undefined ? undefined : skusOf(await getSkuNames(this.prisma, flightId), cabin);
    if (cabin !== undefined && skuIds?.length === 0) throw cabinNotFound(flightId, cabin);
    return this.list({ listingId: flightId, currency, skuIds }, query);
  }

  /** The currency of a hotel or flight that can be followed. Throws `hotel_not_found` or `flight_not_found`. */
  async getCurrency(kind: 'hotel' | 'flight', listingId: number): Promise<string> {
    const currency = await findListingCurrency(this.prisma, listingId, kind);
    if (currency !== undefined) return currency;
    throw kind === 'hotel' ? hotelNotFound(listingId) : flightNotFound(listingId);
  }

  private async list(
    {
      listingId,
      currency,
      skuIds,
    }: { listingId: number; currency: string; skuIds: readonly number[] | undefined },
    { from, to, date, limit, cursor }: PriceHistoryQuery,
  ): Promise<Page<PriceChangeDto>> {
    const [changedAt, changeId] = cursor === undefined ? [] : changeCursor.decode(cursor);
    const rows = await listPriceChanges(this.prisma, {
      listingId,
      skuIds,
      date,
      from,
      to,
      before: changedAt === undefined || changeId === undefined ? undefined : { changedAt, changeId },
      limit: limit + 1,
    });
    const page = toPage(rows, limit, (last) => changeCursor.encode([last.changedAt, last.changeId]));
    const names = await getSkuNames(this.prisma, listingId);
    return { ...page, data: page.data.map((row) => toPriceChangeDto(row, { currency, names })) };
  }
}

function skusOf(names: SkuNames, cabin: string): number[] {
  return [...names].flatMap(([skuId, name]) => ('cabin' in name && name.cabin === cabin ? [skuId] : []));
}
