import { Injectable } from '@nestjs/common';
import { toPolicyDto } from '../cancellation/to-cancellation-dto.js';
import { AppConfig } from '../config/app-config.js';
import { PrismaService } from '../database/prisma.service.js';
import { invalidField } from '../errors/invalid-request.js';
import { cursorCodec } from '../http/cursor.js';
import { toPage, type Page } from '../http/page.dto.js';
import { closedNight, type ExplainedNight } from '../inventory/explained-night.js';
import { explainNights } from '../inventory/explained-nights.views.js';
import { FreeNightsService } from '../inventory/free-nights.service.js';
import type { PricedLine } from '../pricing/pricing.rules.js';
import { priceLines } from '../pricing/pricing.views.js';
import { toQuoteDto } from '../pricing/quote.dto.js';
import { JsonText } from '../read-cache/json-text.js';
import { addDays, nightIn, type Night } from '../stays/night.js';
import { getStayNights, type Stay } from '../stays/stay-rules.js';
import { toPictureDto } from '../media/shown-picture.js';
import { availabilityText } from './availability-text.js';
import { availableThroughout, causeOf } from './availability.rules.js';
import { hotelNotFound, roomTypesNotFound } from './catalog.errors.js';
import { findHotelRow, listHotelRows } from './hotel.views.js';
import type {
  AvailabilityDto,
  AvailabilityQuery,
  HotelDto,
  HotelsQuery,
  HotelSummaryDto,
  NightDto,
  RoomTypeQuery,
  RoomTypesQuery,
} from './hotels.dto.js';
import { getHotelForBooking, type BookableHotel } from './listing.views.js';
import { RoomTypeTexts, withStay, type RoomTypeText } from './room-type-texts.js';
import { getOperatedHotel } from './operated-hotel.views.js';

const hotelCursor = cursorCodec('hotels', ['id']);
const roomTypeCursor = cursorCodec('room types', ['id']);

/** Prices one page is made of at most, a night of a room type each: each looks at all rules of its hotel. */
const maxPricesPerPage = 1_500;

/** What can be read about hotels. Everything about free rooms comes from the ledger at that moment. */
@Injectable()
export class HotelsService {
  private readonly roomTypes: RoomTypeTexts;

  constructor(
    private readonly prisma: PrismaService,
    private readonly config: AppConfig,
    private readonly freeNights: FreeNightsService,
  ) {
    this.roomTypes = new RoomTypeTexts(prisma, config.mediaPublicUrl);
  }

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

  /** A page of `RoomTypeDto`. Throws `hotel_not_found`, or 400 for a stay that cannot be. */
  async listRoomTypes(hotelId: number, query: RoomTypesQuery): Promise<JsonText> {
    const hotel = await getHotelForBooking(this.prisma, hotelId);
    const nights = this.nightsOf(hotel, query);
    const afterId = query.cursor === undefined ? 0 : roomTypeCursor.decode(query.cursor)[0];
    const limit = Math.min(query.limit, Math.floor(maxPricesPerPage / (nights?.length ?? 1)));
    const types = (await this.roomTypes.of(hotelId)).filter(({ roomTypeId }) => roomTypeId > afterId);
    const { data, nextCursor } = toPage(types, limit, (last) => roomTypeCursor.encode([last.roomTypeId]));
    const texts = await this.describeRoomTypes(hotel, data, nights);
    return new JsonText(`{"data":[${texts.join(',')}],"nextCursor":${JSON.stringify(nextCursor)}}`);
  }

  /** A `RoomTypeDto`. Throws `hotel_not_found`, `room_type_not_found`, or 400 for a stay that cannot be. */
  async getRoomType(hotelId: number, roomTypeId: number, query: RoomTypeQuery): Promise<JsonText> {
    const hotel = await getHotelForBooking(this.prisma, hotelId);
    const nights = this.nightsOf(hotel, query);
    const types = (await this.roomTypes.of(hotelId)).filter((type) => type.roomTypeId === roomTypeId);
    const [text] = await this.describeRoomTypes(hotel, types, nights);
    if (text === undefined) throw roomTypesNotFound(hotelId, [roomTypeId]);
    return new JsonText(text);
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
    { hotelId, currency, roomTypes }: BookableHotel,
    types: readonly RoomTypeText[],
    nights: readonly Night[] | undefined,
  ): Promise<string[]> {
    const startDate = nights?.[0];
    if (nights === undefined || startDate === undefined || types.length === 0)
      return types.map(({ text }) => text);
    const wanted = types.flatMap(({ roomTypeId }) =>
      nights.map((date) => ({ skuId: roomTypeId, date, quantity: 1 })),
    );
    const [lines, free] = await Promise.all([
      priceLines(this.prisma, hotelId, wanted),
      this.freeNights.get({ listingId: hotelId, startDate, endDate: addDays(startDate, nights.length) }),
    ]);
    const names = new Map(
      [...roomTypes].map(([skuId, { name }]) => [skuId, { kind: 'room_type', name } as const]),
    );
    const linesOf = groupBySku(lines);
    return types.map((type) =>
      withStay(type, {
        available: availableThroughout(free.get(type.roomTypeId) ?? []),
        quote: toQuoteDto(linesOf.get(type.roomTypeId) ?? [], { currency, names }),
      }),
    );
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
