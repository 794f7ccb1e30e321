import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { exampleStartDate } from '../../catalog/example-dates.js';
import { IsNight, IsQueryInt } from '../../http/field-rules.js';
import { PageQuery } from '../../http/page.dto.js';
import { MoneyDto } from '../../pricing/money.dto.js';
import { cabinClasses, type CabinClass } from '../supplier-offer.js';
import { offerOrders, type OfferOrder } from './offer-list.rules.js';

/** Of one order at a supplier. */
export const maxPassengers = 9;
const maxPriceMinor = 1_000_000_000;
const [firstChildAge, lastChildAge] = [2, 17];
export const exampleOfferId = 'off_00009htYpSCXrwaB9DnUm0';

export class FlightOffersQuery extends PageQuery {
  /** Airport of departure, IATA code. */
  @Matches(/^[A-Z]{3}$/, { message: '$property must be an IATA airport code such as LIS' })
  @ApiProperty({ example: 'LIS' })
  origin: string;

  /** Airport of arrival, IATA code. */
  @Matches(/^[A-Z]{3}$/, { message: '$property must be an IATA airport code such as FRA' })
  @ApiProperty({ example: 'FRA' })
  destination: string;

  /** Date of departure, at the airport of departure. */
  @IsNight()
  @ApiProperty({ format: 'date', example: exampleStartDate() })
  date: string;

  /** Travellers of 18 and older. */
  @IsOptional()
  @IsQueryInt({ min: 1, max: maxPassengers })
  @ApiProperty({ required: false, default: 1, example: 1 })
  adults: number = 1;

  /** Travellers of two to seventeen, with a seat each; how old they are stands in `childAges`. */
  @IsOptional()
  @IsQueryInt({ min: 0, max: maxPassengers - 1 })
  @ApiProperty({ required: false, default: 0, example: 0 })
  children: number = 0;

  /** How old each child is on the day of departure, e.g. `7,15`: airlines price and book by it. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => parseAges(value))
  @IsArray()
  @IsInt({ each: true, message: 'each of $property must be a whole number' })
  @Min(firstChildAge, { each: true })
  @Max(lastChildAge, { each: true })
  @ApiProperty({ type: 'string', required: false, pattern: '^[0-9]{1,2}(,[0-9]{1,2})*$' })
  childAges?: number[];

  /** Travellers below two, each on the lap of an adult. */
  @IsOptional()
  @IsQueryInt({ min: 0, max: maxPassengers - 1 })
  @ApiProperty({ required: false, default: 0, example: 0 })
  infants: number = 0;

  /** Only this cabin. */
  @IsOptional()
  @IsIn(cabinClasses)
  @ApiProperty({ enum: cabinClasses, required: false, example: 'economy' })
  cabin?: CabinClass;

  /** Lowest price for all travellers together, in minor units of the offer's currency. */
  @IsOptional()
  @IsQueryInt({ min: 0, max: maxPriceMinor })
  @ApiProperty({ required: false, example: 5_000 })
  minPrice?: number;

  /** Highest price for all travellers together, in minor units of the offer's currency. */
  @IsOptional()
  @IsQueryInt({ min: 0, max: maxPriceMinor })
  @ApiProperty({ required: false, example: 500_000 })
  maxPrice?: number;

  /** Order of the list; with a minus sign the other way round. */
  @IsOptional()
  @IsIn(offerOrders)
  @ApiProperty({ enum: offerOrders, required: false, default: 'price', example: 'price' })
  sort: OfferOrder = 'price';

  /** `own`: our own flights of that day among the offers. */
  @IsOptional()
  @IsIn(['own'])
  @ApiProperty({ enum: ['own'], required: false })
  include?: 'own';
}

function parseAges(value: unknown): unknown {
  return typeof value === 'string'
    ? value.split(',').map((text) => (/^\d{1,2}$/.test(text) ? Number(text) : Number.NaN))
    : value;
}

export class OfferAirlineDto {
  @ApiProperty({ type: String, nullable: true, example: 'TP' })
  iata: string | null;

  @ApiProperty({ example: 'TAP Air Portugal' })
  name: string;
}

export class OfferPlaceDto {
  @ApiProperty({ example: 'LIS' })
  iata: string;

  @ApiProperty({ example: 'Humberto Delgado Airport' })
  name: string;

  @ApiProperty({ type: String, nullable: true, example: 'Lisbon' })
  city: string | null;

  /** IANA name. */
  @ApiProperty({ example: 'Europe/Lisbon' })
  timezone: string;
}

/** One flight of an itinerary. */
export class OfferSegmentDto {
  /** Null for a flight of our own. */
  @ApiProperty({ type: String, nullable: true, example: 'seg_00009htYpSCXrwaB9Dn456' })
  segmentId: string | null;

  @ApiProperty({ example: 'TP570' })
  flightNumber: string;

  /** Who sells it. */
  @ApiProperty()
  airline: OfferAirlineDto;

  /** Who flies it. */
  @ApiProperty()
  operatedBy: OfferAirlineDto;

  @ApiProperty()
  origin: OfferPlaceDto;

  @ApiProperty()
  destination: OfferPlaceDto;

  /** UTC. */
  @ApiProperty({ format: 'date-time', example: `${exampleStartDate()}T13:20:00.000Z` })
  departsAt: string;

  /** UTC. */
  @ApiProperty({ format: 'date-time', example: `${exampleStartDate()}T16:15:00.000Z` })
  arrivesAt: string;

  /** What the clock says at the airport of departure. */
  @ApiProperty({ example: `${exampleStartDate()}T13:20` })
  departsAtLocal: string;

  /** What the clock says at the airport of arrival. */
  @ApiProperty({ example: `${exampleStartDate()}T17:15` })
  arrivesAtLocal: string;

  /** The type of the aircraft, as the airline calls it. */
  @ApiProperty({ type: String, nullable: true, example: 'Airbus A320' })
  aircraft: string | null;

  @ApiProperty({ type: String, enum: cabinClasses, nullable: true, example: 'economy' })
  cabin: CabinClass | null;
}

/** One direction of an itinerary. */
export class OfferSliceDto {
  @ApiProperty()
  origin: OfferPlaceDto;

  @ApiProperty()
  destination: OfferPlaceDto;

  /** From the first departure to the last arrival. */
  @ApiProperty({ type: 'integer', example: 175 })
  durationMinutes: number;

  /** In the order they are flown; more than one: with a change of plane. */
  @ApiProperty({ type: [OfferSegmentDto] })
  segments: OfferSegmentDto[];
}

export class OfferPassengerDto {
  /** What a hold names this traveller by. */
  @ApiProperty({ example: 'pas_00009hj8USM7Ncg31cBCLL' })
  passengerId: string;

  /** `infant`: on the lap of an adult. */
  @ApiProperty({ enum: ['adult', 'child', 'infant'], example: 'adult' })
  kind: string;
}

/** Whether something is allowed before departure. */
export class OfferConditionDto {
  /** Whether the airline allows it. */
  @ApiProperty({ example: true })
  isAllowed: boolean;

  /** What it costs for all travellers; null when it is not known. */
  @ApiProperty({ type: MoneyDto, nullable: true })
  penalty: MoneyDto | null;
}

/** What the airline allows; null where it does not say. */
export class OfferConditionsDto {
  /** Whether it can be changed, and at what price; null: the airline does not say. */
  @ApiProperty({ type: OfferConditionDto, nullable: true })
  changeBeforeDeparture: OfferConditionDto | null;

  /** Whether it is refunded when canceled, and at what price; null: the airline does not say. */
  @ApiProperty({ type: OfferConditionDto, nullable: true })
  refundBeforeDeparture: OfferConditionDto | null;
}

/** Flights at a price: a supplier's offer, or one of our own flights beside them. */
export class FlightOfferDto {
  /** The supplier that has it. */
  @ApiProperty({ enum: ['supplier', 'own'], example: 'supplier' })
  source: 'supplier' | 'own';

  /** Of a supplier's offer: what a hold names. */
  @ApiProperty({ type: String, nullable: true, example: exampleOfferId })
  offerId: string | null;

  /** Of a flight of our own: what a hold names. */
  @ApiProperty({ type: 'integer', nullable: true, example: null })
  flightId: number | null;

  /** Who sells it to us; null for a flight of our own. */
  @ApiProperty({ type: String, nullable: true, example: 'duffel' })
  supplier: string | null;

  /** Who issues the ticket. */
  @ApiProperty()
  airline: OfferAirlineDto;

  /** For all travellers, taxes included. */
  @ApiProperty()
  total: MoneyDto;

  /** Of the total, before taxes; null where it is not told. */
  @ApiProperty({ type: MoneyDto, nullable: true })
  base: MoneyDto | null;

  /** Of the total; null where it is not told. */
  @ApiProperty({ type: MoneyDto, nullable: true })
  tax: MoneyDto | null;

  /** The offer ends then; null for a flight of our own. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  expiresAt: string | null;

  /** One for each direction. */
  @ApiProperty({ type: [OfferSliceDto] })
  slices: OfferSliceDto[];

  /** Empty for a flight of our own. */
  @ApiProperty({ type: [OfferPassengerDto] })
  passengers: OfferPassengerDto[];

  /** Whether a hold keeps the seats. Otherwise it keeps no more than the offer: the seats are had when it is paid. */
  @ApiProperty({ example: true })
  canBeHeld: boolean;

  /** When held: the airline keeps the seats until then. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  spaceGuaranteedUntil: string | null;

  /** When held: the price stays until then; null: it may change until it is paid. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  priceGuaranteedUntil: string | null;

  @ApiProperty()
  conditions: OfferConditionsDto;

  /** Whether a hold must name every traveller's passport. */
  @ApiProperty({ example: false })
  needsIdentityDocuments: boolean;
}

/** A page of what a search has found. */
export class FlightOfferListDto {
  @ApiProperty({ type: [FlightOfferDto] })
  data: FlightOfferDto[];

  /** Pass it as `cursor`, with the same search, for the next page; null on the last one. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;

  /** Some airlines had not answered in time, or the supplier is out of reach. */
  @ApiProperty({ example: false })
  incomplete: boolean;
}

/** One offer. */
export class FlightOfferDetailDto {
  @ApiProperty()
  data: FlightOfferDto;
}
