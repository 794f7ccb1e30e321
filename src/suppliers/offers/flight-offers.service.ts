import { Injectable, Logger } from '@nestjs/common';
import { FlightsQuery } from '../../catalog/flights.dto.js';
import { FlightsService } from '../../catalog/flights.service.js';
import { AppConfig } from '../../config/app-config.js';
import { within } from '../../deadlines/within.js';
import { invalidFields, type FieldError } from '../../errors/invalid-request.js';
import { cursorCodec, type CursorCodec } from '../../http/cursor.js';
import { maxPageLimit, toPage } from '../../http/page.dto.js';
import { addDays, nightIn } from '../../stays/night.js';
import { FlightSupplier } from '../flight-supplier.js';
import type { Offer, OfferSearch } from '../supplier-offer.js';
import {
  maxPassengers,
  type FlightOfferDto,
  type FlightOfferListDto,
  type FlightOffersQuery,
} from './flight-offers.dto.js';
import { entriesAfter, toPosition, type OfferKeys, type OfferOrder } from './offer-list.rules.js';
import type { OfferSeatMapsDto } from './offer-seats.dto.js';
import { GoneOffers } from './gone-offers.js';
import { OfferSearches, searchKey, type FoundSearch } from './offer-searches.js';
import { offerFailure, searchExpired, searchFailure } from './offers.errors.js';
import { toOwnOffer } from './own-flights.js';
import { toOfferDto, toSeatMapDto } from './to-offer-dto.js';

/** Which search, how far into it, and whether it was complete. */
type OfferCursor = [searchId: string, key: number, entryId: string, isComplete: number];

interface Entry extends OfferKeys {
  /** As it is shown: made for those on the page only. */
  show(): FlightOfferDto;
}

/** Stands for a search that has found nothing and cannot be continued: the supplier was too slow, or away. */
const nothingFound: FoundSearch = { searchId: '', offers: [], isComplete: false };

/** No clock on Earth is further behind. */
const lastZone = 'Etc/GMT+12';

/** Flights of suppliers, and beside them our own where asked. */
@Injectable()
export class FlightOffersService {
  private readonly logger = new Logger('Suppliers');

  constructor(
    private readonly supplier: FlightSupplier,
    private readonly searches: OfferSearches,
    private readonly gone: GoneOffers,
    private readonly flights: FlightsService,
    private readonly config: AppConfig,
  ) {}

  /** A page of what a search finds. Throws 400, `invalid_cursor`, 410 `search_expired`, 503 `supplier_unavailable`. */
  async listOffers(query: FlightOffersQuery): Promise<FlightOfferListDto> {
    this.assertPossible(query);
    const search = toSearch(query);
    const { sort: order, limit, minPrice = 0, maxPrice = Number.POSITIVE_INFINITY } = query;
    const cursors = cursorsOf(order, search);
    const position = query.cursor === undefined ? undefined : cursors.decode(query.cursor);
    const [found, own] = await Promise.all([this.findSearch(search, query, position), this.listOwn(query)]);
    const nowMs = Date.now();
    const live = found.offers.filter(
      ({ offerId, expiresAt }) => expiresAt.getTime() > nowMs && !this.gone.has(offerId),
    );
    const entries = [...live.map(offerEntry), ...own.map(ownEntry)].filter(
      ({ price }) => price >= minPrice && price <= maxPrice,
    );
    const rows = entriesAfter(entries, {
      order,
      position: position && { key: position[1], entryId: position[2] },
      limit: limit + 1,
    });
    const page = toPage(rows, limit, (last) => {
      const { key, entryId } = toPosition(order, last);
      return cursors.encode([found.searchId, key, entryId, found.isComplete ? 1 : 0]);
    });
    return { ...page, data: page.data.map((entry) => entry.show()), incomplete: !found.isComplete };
  }

  /** Throws 404 `offer_not_found`, 410 `offer_gone`, 503 `supplier_unavailable`. */
  async getOffer(offerId: string): Promise<FlightOfferDto> {
    try {
      return toOfferDto(await this.supplier.getOffer(offerId));
    } catch (error) {
      this.gone.note(offerId, error);
      throw offerFailure(error, offerId) ?? error;
    }
  }

  /** Throws the same. */
  async getSeatMaps(offerId: string): Promise<OfferSeatMapsDto> {
    try {
      const segments = await this.supplier.getSeatMaps(offerId);
      return { offerId, segments: segments.map(toSeatMapDto) };
    } catch (error) {
      this.gone.note(offerId, error);
      throw offerFailure(error, offerId) ?? error;
    }
  }

  /** The search, or the one a cursor goes on with. Whoever also sees our own flights sees them in any case. */
  private async findSearch(
    search: OfferSearch,
    { include }: FlightOffersQuery,
    position: OfferCursor | undefined,
  ): Promise<FoundSearch> {
    if (position?.[0] === nothingFound.searchId) return nothingFound;
    try {
      const { supplierSearchTimeoutMs } = this.config;
      if (position === undefined) {
        return await within(supplierSearchTimeoutMs, this.searches.find(search), nothingFound);
      }
      const again = this.searches.findAgain(position[0], position[3] === 1);
      const found = await within(supplierSearchTimeoutMs, again, nothingFound);
      if (found === undefined) throw searchExpired();
      return found;
    } catch (error) {
      const failure = searchFailure(error);
      if (failure?.kind !== 'unavailable' || include !== 'own') throw failure ?? error;
      this.logger.warn({ err: error }, 'A search shows our own flights only');
      return nothingFound;
    }
  }

  private async listOwn(query: FlightOffersQuery): Promise<FlightOfferDto[]> {
    if (query.include !== 'own') return [];
    const { origin, destination, date, cabin, adults, children } = query;
    const wanted = Object.assign(new FlightsQuery(), {
      origin,
      destination,
      date,
      cabin,
      limit: maxPageLimit,
    });
    const { data } = await this.flights.listFlights(wanted);
    return data.flatMap((flight) => toOwnOffer(flight, { seats: adults + children, cabin }) ?? []);
  }

  private assertPossible(query: FlightOffersQuery): void {
    const {
      origin,
      destination,
      date,
      adults,
      children,
      childAges = [],
      infants,
      minPrice,
      maxPrice,
    } = query;
    const faults: FieldError[] = [];
    const fault = (field: string, code: string, message: string) => faults.push({ field, code, message });
    if (origin === destination) fault('destination', 'same_as_origin', 'destination must not be the origin');
    const today = nightIn(lastZone, new Date());
    const horizon = addDays(today, this.config.bookingHorizonDays);
    if (date < today) fault('date', 'in_the_past', `date must not be before ${today}`);
    if (date > horizon) fault('date', 'too_far', `date must not be after ${horizon}`);
    if (adults + children + infants > maxPassengers) {
      fault('adults', 'too_many', `there must be no more than ${maxPassengers} travellers`);
    }
    if (childAges.length !== children) {
      fault('childAges', 'count', 'childAges must be the age of each child, e.g. 7,15');
    }
    if (infants > adults) fault('infants', 'above_adults', 'each infant needs the lap of an adult');
    if (minPrice !== undefined && maxPrice !== undefined && minPrice > maxPrice) {
      fault('minPrice', 'above_max', 'minPrice must not be above maxPrice');
    }
    if (faults.length > 0) throw invalidFields(faults);
  }
}

/** Below two, whatever its month of birth: a lap has one price. */
const infantAge = 1;

function toSearch({
  origin,
  destination,
  date,
  adults,
  childAges = [],
  infants,
  cabin,
}: FlightOffersQuery): OfferSearch {
  return {
    origin,
    destination,
    date,
    passengers: [
      ...Array.from({ length: adults }, () => 'adult' as const),
      ...childAges,
      ...Array.from({ length: infants }, () => infantAge),
    ],
    cabin,
  };
}

/** A cursor of another order, or of another search, is none of this list. */
function cursorsOf(order: OfferOrder, search: OfferSearch): CursorCodec<OfferCursor> {
  return cursorCodec(`flight offers by ${order} of ${searchKey(search)}`, [
    'text',
    'integer',
    'text',
    'integer',
  ]);
}

function offerEntry(offer: Offer): Entry {
  return {
    entryId: offer.offerId,
    price: offer.total.amount,
    duration: offer.slices.reduce((minutes, { durationMinutes }) => minutes + durationMinutes, 0),
    departure: offer.slices[0]?.segments[0]?.departsAt.getTime() ?? 0,
    show: () => toOfferDto(offer),
  };
}

function ownEntry(flight: FlightOfferDto): Entry {
  const [slice] = flight.slices;
  return {
    entryId: `flight ${flight.flightId}`,
    price: flight.total.amount,
    duration: slice?.durationMinutes ?? 0,
    departure: Date.parse(slice?.segments[0]?.departsAt ?? ''),
    show: () => flight,
  };
}
