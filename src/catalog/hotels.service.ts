import { Injectable } from '@nestjs/common';
import { toPolicyDto } from '../cancellation/to-cancellation-dto.js';
import { AppConfig } from '../config/app-config.js';
import { PrismaService } from '../database/prisma.service.js';
import { invalidField } from '../errors/invalid-request.js';
import { cursorCodec } from '../http/cursor.js';
import { toPage, type Page } from '../http/page.dto.js';
import { listAvailability } from '../inventory/availability.views.js';
import { closedNight, type ExplainedNight } from '../inventory/explained-night.js';
import { explainNights } from '../inventory/explained-nights.views.js';
import { FreeNightsService } from '../inventory/free-nights.service.js';
import type { PricedLine } from '../pricing/pricing.rules.js';
import { priceLines } from '../pricing/pricing.views.js';
import { toQuoteDto } from '../pricing/quote.dto.js';
import type { JsonText } from '../read-cache/json-text.js';
import { addDays, nightIn, type Night } from '../stays/night.js';
import { getStayNights, type Stay } from '../stays/stay-rules.js';
import { toPictureDto } from '../media/shown-picture.js';
import { availabilityText } from './availability-text.js';
import { availableThroughout, causeOf } from './availability.rules.js';
import { hotelNotFound, roomTypesNotFound } from './catalog.errors.js';
import { findHotelRow, listHotelRows, listRoomTypeRows, type RoomTypeRow } from './hotel.views.js';
import type {
  AvailabilityDto,
  AvailabilityQuery,
  HotelDto,
  HotelsQuery,
  HotelSummaryDto,
  NightDto,
  RoomTypeDto,
  RoomTypeQuery,
  RoomTypesQuery,
} from './hotels.dto.js';
import { getHotelForBooking, type BookableHotel } from './listing.views.js';
import { getOperatedHotel } from './operated-hotel.views.js';

const hotelCursor = cursorCodec('hotels', ['id']);
const roomTypeCursor = cursorCodec('room types', ['id']);

/** Prices one page is made of at most, a night of a room type each: each looks at all rules of its hotel. */
const maxPricesPerPage = 1_500;

/** What can be read about hotels. Everything about free rooms comes from the ledger at that moment. */
@Injectable()
export class HotelsService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly config: AppConfig,
    private readonly freeNights: FreeNightsService,
  ) {}

  async listHotels({ city, limit, cursor }: HotelsQuery): Promise<Page<HotelSummaryDto>> {
    const afterId = cursor === undefined ? 0 : hotelCursor.decode(cursor)[0];
    const rows = await listHotelRows(this.prisma, { city, afterId, limit: limit + 1 });
    return toPage(rows, limit, (last) => hotelCursor.encode([last.hotelId]));
  }

  /** Throws `hotel_not_found`. */
  async getHotel(hotelId: number): Promise<HotelDto> {
    const row = await findHotelRow(this.prisma, hotelId);
    if (row === undefined) throw hotelNotFound(hotelId);
    const { cancellationPolicy, pictures, ...hotel } = row;
    return {
      ...hotel,
      cancellationPolicy: toPolicyDto(cancellationPolicy, { ...hotel, kind: 'hotel' }),
      pictures: pictures.map((picture) => toPictureDto(picture, this.config.mediaPublicUrl)),
    };
  }

  /** Throws `hotel_not_found`, or 400 for a stay that cannot be. */
  async listRoomTypes(hotelId: number, query: RoomTypesQuery): Promise<Page<RoomTypeDto>> {
    const hotel = await getHotelForBooking(this.prisma, hotelId);
    const nights = this.nightsOf(hotel, query);
    const afterId = query.cursor === undefined ? 0 : roomTypeCursor.decode(query.cursor)[0];
    const limit = Math.min(query.limit, Math.floor(maxPricesPerPage / (nights?.length ?? 1)));
    const rows = await listRoomTypeRows(this.prisma, { hotelId, afterId, limit: limit + 1 });
    const page = toPage(rows, limit, (last) => roomTypeCursor.encode([last.roomTypeId]));
    return { ...page, data: await this.describeRoomTypes(hotel, page.data, nights) };
  }

  /** Throws `hotel_not_found`, `room_type_not_found`, or 400 for a stay that cannot be. */
  async getRoomType(hotelId: number, roomTypeId: number, query: RoomTypeQuery): Promise<RoomTypeDto> {
    const hotel = await getHotelForBooking(this.prisma, hotelId);
    const nights = this.nightsOf(hotel, query);
    const rows = await listRoomTypeRows(this.prisma, { hotelId, afterId: 0, limit: 1, onlyId: roomTypeId });
    const [roomType] = await this.describeRoomTypes(hotel, rows, nights);
    if (roomType === undefined) throw roomTypesNotFound(hotelId, [roomTypeId]);
    return roomType;
  }

  /** Throws `hotel_not_found`, or 400 for a stay that cannot be. */
  async getAvailability(hotelId: number, query: AvailabilityQuery): Promise<AvailabilityDto | JsonText> {
    const { startDate, endDate, explain } = query;
    const hotel = await getHotelForBooking(this.prisma, hotelId);
    const nights = this.stayNights(hotel, query);
    if (!explain) {
      const free = await this.freeNights.get({ listingId: hotelId, startDate, endDate });
      return availabilityText(hotel, { startDate, endDate, nights }, free);
    }
    return this.explain(hotel, { startDate, endDate, nights });
  }

  /**
   * The same, explained, as `explain=true` answers, for the hotel's staff: also when it is retired, and with the room types that
   * are. Throws as `getAvailability`.
   */
  async explainAvailability(hotelId: number, stay: Stay): Promise<AvailabilityDto> {
    const hotel = await getOperatedHotel(this.prisma, hotelId);
    return this.explain(hotel, { ...stay, nights: this.stayNights(hotel, stay) });
  }

  private async explain(
    { hotelId, roomTypes }: Pick<BookableHotel, 'hotelId' | 'roomTypes'>,
    { startDate, endDate, nights }: Stay & { readonly nights: readonly Night[] },
  ): Promise<AvailabilityDto> {
    const bySku = await explainNights(this.prisma, { listingId: hotelId, startDate, endDate });
    return {
      hotelId,
      startDate,
      endDate,
      roomTypes: [...roomTypes].map(([roomTypeId, { code, name }]) => ({
        roomTypeId,
        code,
        name,
        nights: everyNight(nights, bySku.get(roomTypeId) ?? []).map(withCause),
      })),
    };
  }

  private async describeRoomTypes(
    hotel: BookableHotel,
    rows: readonly RoomTypeRow[],
    nights: readonly Night[] | undefined,
  ): Promise<RoomTypeDto[]> {
    const { hotelId, currency } = hotel;
    const plain = rows.map(({ basePriceMinor, pictures, ...row }): RoomTypeDto => ({
      ...row,
      basePrice: { amount: basePriceMinor, currency },
      pictures: pictures.map((picture) => toPictureDto(picture, this.config.mediaPublicUrl)),
    }));
    const startDate = nights?.[0];
    if (nights === undefined || startDate === undefined || rows.length === 0) return plain;
    const lastNight = nights.at(-1) ?? startDate;
    const wanted = rows.flatMap(({ roomTypeId }) =>
      nights.map((date) => ({ skuId: roomTypeId, date, quantity: 1 })),
    );
    const [lines, bySku] = await Promise.all([
      priceLines(this.prisma, hotelId, wanted),
      listAvailability(this.prisma, { listingId: hotelId, startDate, endDate: addDays(lastNight, 1) }),
    ]);
    const names = new Map(
      [...hotel.roomTypes].map(([skuId, { name }]) => [skuId, { kind: 'room_type', name } as const]),
    );
    const linesOf = groupBySku(lines);
    return plain.map((roomType) => ({
      ...roomType,
      available: availableThroughout(bySku.get(roomType.roomTypeId) ?? []),
      quote: toQuoteDto(linesOf.get(roomType.roomTypeId) ?? [], { currency, names }),
    }));
  }

  /** The nights to be priced, or undefined when none were named. */
  private nightsOf(hotel: BookableHotel, { startDate, endDate }: RoomTypeQuery): Night[] | undefined {
    if (startDate === undefined && endDate === undefined) return undefined;
    if (startDate === undefined) throw invalidField('startDate', 'required', 'startDate goes with endDate');
    if (endDate === undefined) throw invalidField('endDate', 'required', 'endDate goes with startDate');
    return this.stayNights(hotel, { startDate, endDate });
  }

  private stayNights(hotel: Pick<BookableHotel, 'timezone'>, stay: Stay): Night[] {
    return getStayNights(stay, {
      today: nightIn(hotel.timezone, new Date()),
      horizonDays: this.config.bookingHorizonDays,
    });
  }
}

function groupBySku(lines: readonly PricedLine[]): Map<number, PricedLine[]> {
  const groups = new Map<number, PricedLine[]>();
  for (const line of lines) {
    const group = groups.get(line.skuId);
    if (group === undefined) groups.set(line.skuId, [line]);
    else group.push(line);
  }
  return groups;
}

/** A night that was never opened is a closed one. */
function everyNight(nights: readonly Night[], found: readonly ExplainedNight[]): ExplainedNight[] {
  const byDate = new Map(found.map((night) => [night.date, night]));
  return nights.map((date) => byDate.get(date) ?? closedNight(date));
}

function withCause(night: ExplainedNight): NightDto {
  return { ...night, cause: causeOf(night) };
}
