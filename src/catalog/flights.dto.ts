import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { CancellationPolicyDto } from '../cancellation/cancellation.dto.js';
import { IsNight, IsQueryInt } from '../http/field-rules.js';
import { maxInt4, parseInt4Id } from '../http/int4.js';
import { PageQuery } from '../http/page.dto.js';
import { MoneyDto } from '../pricing/money.dto.js';
import { seatStates, type FlightOrder, type SeatState } from './flight.views.js';
import { exampleStartDate } from './example-dates.js';

export const cabinClasses = ['economy', 'premium_economy', 'business', 'first'] as const;
export type CabinClass = (typeof cabinClasses)[number];
export const flightOrders = ['departure', '-departure', 'price', '-price'] as const satisfies FlightOrder[];
export const maxFlightIds = 100;
const maxPriceMinor = 1_000_000_000;

export class FlightsQuery extends PageQuery {
  /** Airport of departure, IATA code. */
  @IsOptional()
  @Matches(/^[A-Z]{3}$/, { message: '$property must be an IATA airport code such as LHR' })
  @ApiProperty({ required: false, example: 'LHR' })
  origin?: string;

  /** Airport of arrival, IATA code. */
  @IsOptional()
  @Matches(/^[A-Z]{3}$/, { message: '$property must be an IATA airport code such as AMS' })
  @ApiProperty({ required: false, example: 'AMS' })
  destination?: string;

  /** Date of departure, at the airport of departure: the one a flight is sold for, also when it is delayed past midnight. */
  @IsOptional()
  @IsNight()
  @ApiProperty({ format: 'date', required: false, example: exampleStartDate() })
  date?: string;

  /** Lowest price, in minor units of the flight's currency. Prices that move are known for this within a second or so. */
  @IsOptional()
  @IsQueryInt({ min: 0, max: maxPriceMinor })
  @ApiProperty({ required: false, example: 5_000 })
  minPrice?: number;

  /** Highest price, in minor units of the flight's currency. */
  @IsOptional()
  @IsQueryInt({ min: 0, max: maxPriceMinor })
  @ApiProperty({ required: false, example: 50_000 })
  maxPrice?: number;

  /** Only flights with this cabin; prices are then the cabin's. */
  @IsOptional()
  @IsIn(cabinClasses)
  @ApiProperty({ enum: cabinClasses, required: false, example: 'economy' })
  cabin?: CabinClass;

  /** Order of the list; with a minus sign the other way round. */
  @IsOptional()
  @IsIn(flightOrders)
  @ApiProperty({ enum: flightOrders, required: false, example: 'price' })
  sort: FlightOrder = 'departure';

  /** Exactly these flights, departed or not; at most 100, separated by commas. Filters, sort and pages do not apply. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => parseIds(value))
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(maxFlightIds)
  @IsInt({ each: true, message: 'each of $property must be a whole number' })
  @Min(1, { each: true })
  @Max(maxInt4, { each: true })
  @ApiProperty({ type: 'string', required: false, pattern: '^[1-9][0-9]*(,[1-9][0-9]*)*$' })
  ids?: number[];
}

function parseIds(value: unknown): unknown {
  return typeof value === 'string' ? value.split(',').map((text) => parseInt4Id(text) ?? Number.NaN) : value;
}

export class AirlineDto {
  @ApiProperty({ example: 'BA' })
  iata: string;

  @ApiProperty({ example: 'British Airways' })
  name: string;
}

export class AirportDto {
  @ApiProperty({ example: 'LHR' })
  iata: string;

  @ApiProperty({ example: 'London Heathrow Airport' })
  name: string;

  @ApiProperty({ example: 'London' })
  city: string;

  @ApiProperty({ example: 'United Kingdom' })
  country: string;

  /** IANA name. */
  @ApiProperty({ example: 'Europe/London' })
  timezone: string;
}

export class AircraftDto {
  @ApiProperty({ example: '767' })
  code: string;

  @ApiProperty({ example: 'Boeing 767' })
  name: string;
}

export class CabinDto {
  @ApiProperty({ enum: cabinClasses, example: 'economy' })
  cabin: string;

  /** `open`: ask for a number of seats. `assigned`: name the seats. */
  @ApiProperty({ enum: ['open', 'assigned'], example: 'open' })
  seating: string;

  /** Of one seat, before a seat's surcharge and whatever moves the price. */
  @ApiProperty()
  basePrice: MoneyDto;

  /** Of one seat at this moment; where seats are named, of the cheapest. */
  @ApiProperty()
  price: MoneyDto;

  /** Seats there are. */
  @ApiProperty({ type: 'integer', example: 266 })
  total: number;

  /** Seats that can be held now. */
  @ApiProperty({ type: 'integer', minimum: 0, example: 240 })
  available: number;
}

/** One departure on one day. */
export class FlightDto {
  @ApiProperty({ type: 'integer', example: 19 })
  flightId: number;

  @ApiProperty({ example: 'BA4711' })
  flightNumber: string;

  @ApiProperty()
  airline: AirlineDto;

  @ApiProperty()
  origin: AirportDto;

  @ApiProperty()
  destination: AirportDto;

  /** The date it is sold for, at the airport of departure; delayed past midnight it departs on the day after. */
  @ApiProperty({ format: 'date', example: exampleStartDate() })
  departureDate: string;

  /** UTC. */
  @ApiProperty({ format: 'date-time', example: `${exampleStartDate()}T13:20:00.000Z` })
  departsAt: string;

  /** UTC. */
  @ApiProperty({ format: 'date-time', example: `${exampleStartDate()}T14:25:00.000Z` })
  arrivesAt: string;

  /** What the clock says at the airport of departure. */
  @ApiProperty({ example: `${exampleStartDate()}T13:20` })
  departsAtLocal: string;

  /** What the clock says at the airport of arrival. */
  @ApiProperty({ example: `${exampleStartDate()}T15:25` })
  arrivesAtLocal: string;

  /** From gate to gate. */
  @ApiProperty({ type: 'integer', example: 65 })
  durationMinutes: number;

  @ApiProperty()
  aircraft: AircraftDto;

  /** ISO 4217; everything on this flight is priced in it. */
  @ApiProperty({ example: 'EUR' })
  currency: string;

  /** What a seat costs at this moment in its cheapest cabin, or in the cabin asked for; null when it has no cabins. */
  @ApiProperty({ type: MoneyDto, nullable: true })
  fromPrice: MoneyDto | null;

  /** The cheapest first. */
  @ApiProperty({ type: [CabinDto] })
  cabins: CabinDto[];

  /** What canceling costs. */
  @ApiProperty()
  cancellationPolicy: CancellationPolicyDto;
}

/** A page of flights, or with `ids` exactly those. */
export class FlightListDto {
  @ApiProperty({ type: [FlightDto] })
  data: FlightDto[];

  /** Pass it as `cursor` for the next page; null on the last one. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;

  /** With `ids`: those that do not exist. */
  @ApiProperty({ type: 'integer', isArray: true, required: false, example: [999_999] })
  missing?: number[];
}

/** One flight. */
export class FlightDetailDto {
  @ApiProperty()
  data: FlightDto;
}

export class SeatDto {
  /** Row and letter: what a hold names. */
  @ApiProperty({ example: '2A' })
  seat: string;

  /** The letter within its row. */
  @ApiProperty({ example: 'A' })
  letter: string;

  /** Where in its row it is. */
  @ApiProperty({ enum: ['window', 'middle', 'aisle'], example: 'window' })
  position: string;

  /** `blocked`: not for sale. */
  @ApiProperty({ enum: seatStates, example: 'available' })
  state: SeatState;

  /** Of this seat at this moment, surcharge included. */
  @ApiProperty()
  price: MoneyDto;
}

export class SeatRowDto {
  /** The number of the row. */
  @ApiProperty({ type: 'integer', example: 2 })
  row: number;

  /** From left to right. */
  @ApiProperty({ type: [SeatDto] })
  seats: SeatDto[];
}

export class SeatMapCabinDto extends CabinDto {
  /** From front to back; empty for a cabin with open seating. */
  @ApiProperty({ type: [SeatRowDto] })
  rows: SeatRowDto[];
}

/** The cabins of a flight with the state of every seat at this moment. */
export class SeatMapDto {
  @ApiProperty({ type: 'integer', example: 19 })
  flightId: number;

  /** The cheapest first. */
  @ApiProperty({ type: [SeatMapCabinDto] })
  cabins: SeatMapCabinDto[];
}
