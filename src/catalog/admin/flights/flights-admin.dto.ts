import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  Matches,
  ValidateNested,
} from 'class-validator';
import { IsInstant, IsNight, IsQueryBoolean, MayBeAbsent } from '../../../http/field-rules.js';
import { PageQuery } from '../../../http/page.dto.js';
import { MoneyDto } from '../../../pricing/money.dto.js';
import { exampleStartDate } from '../../example-dates.js';
import { cabinClasses, type CabinClass } from '../../flights.dto.js';
import { aircraftCodePattern } from '../aircraft/aircraft.dto.js';
import { maxPriceMinor, PriceDto } from '../price.dto.js';
import { codePattern, IsCurrency, IsWhole } from '../text-rules.js';

const airportPattern = /^[A-Z]{3}$/;
export const seatPattern = /^[1-9]\d{0,2}[A-Z]$/;

export class FlightsAdminQuery extends PageQuery {
  @IsOptional()
  @Matches(airportPattern)
  @ApiProperty({ required: false, description: 'Airport of departure.' })
  origin?: string;

  @IsOptional()
  @Matches(airportPattern)
  @ApiProperty({ required: false, description: 'Airport of arrival.' })
  destination?: string;

  /** Date of departure, at the airport of departure. */
  @IsOptional()
  @IsNight()
  @ApiProperty({ required: false, format: 'date' })
  date?: string;

  /** Only those guests see, or only those that are retired. */
  @IsOptional()
  @IsQueryBoolean()
  @ApiProperty({ required: false })
  isActive?: boolean;
}

/** What a cabin of the seat map costs on this flight. */
export class CabinPriceDto {
  @IsIn(cabinClasses)
  @ApiProperty({ enum: cabinClasses, example: 'economy' })
  class: CabinClass;

  /** Of a seat without surcharges, in minor units of the flight's currency. */
  @IsWhole({ min: 0, max: maxPriceMinor })
  @ApiProperty({ example: 8_900 })
  price: number;

  /** On top, at the window; assigned seats only. With surcharges no seat costs more than 1000000000. */
  @MayBeAbsent()
  @IsWhole({ min: 0, max: maxPriceMinor })
  @ApiProperty({ required: false, default: 0, example: 600 })
  windowSurcharge?: number;

  /** On top, in the front rows of the seat map; assigned seats only. */
  @MayBeAbsent()
  @IsWhole({ min: 0, max: maxPriceMinor })
  @ApiProperty({ required: false, default: 0, example: 1_500 })
  frontSurcharge?: number;

  /** How many more than there are may be sold, in percent; open seating only. */
  @MayBeAbsent()
  @IsWhole({ min: 0, max: 100 })
  @ApiProperty({ required: false, default: 0, example: 5 })
  overbookingPercent?: number;
}

export class NewFlightDto {
  /** IATA code. */
  @Matches(/^[A-Z0-9]{2}$/, { message: '$property must be an IATA airline code' })
  @ApiProperty({ pattern: '^[A-Z0-9]{2}$', example: 'BA' })
  airline: string;

  /** Without the airline. */
  @Matches(/^[1-9]\d{0,3}$/, { message: '$property must be a flight number' })
  @ApiProperty({ pattern: '^[1-9]\\d{0,3}$', example: '7' })
  number: string;

  @Matches(airportPattern, { message: '$property must be an IATA airport code' })
  @ApiProperty({ pattern: airportPattern.source, example: 'LHR' })
  origin: string;

  @Matches(airportPattern, { message: '$property must be an IATA airport code' })
  @ApiProperty({ pattern: airportPattern.source, example: 'AMS' })
  destination: string;

  @IsInstant()
  @ApiProperty({ required: true, example: `${exampleStartDate()}T09:30:00Z` })
  departsAt: string;

  @IsInstant()
  @ApiProperty({ required: true, example: `${exampleStartDate()}T11:00:00Z` })
  arrivesAt: string;

  @IsCurrency()
  currency: string;

  /** How the aircraft is fitted. */
  @Matches(codePattern, { message: '$property must be the code of a seat map' })
  @ApiProperty({ pattern: codePattern.source, example: '320-A' })
  seatMap: string;

  /** One for each cabin of the seat map. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(4)
  @ValidateNested({ each: true })
  @Type(() => CabinPriceDto)
  @ApiProperty({ type: [CabinPriceDto], minItems: 1, maxItems: 4 })
  cabins: CabinPriceDto[];
}

export class FlightChangesDto {
  /**
   * On the date it is sold for, or delayed past midnight, on the day after: it stays under its date then. Who has booked it is
   * told.
   */
  @MayBeAbsent()
  @IsInstant()
  departsAt?: string;

  @MayBeAbsent()
  @IsInstant()
  arrivesAt?: string;

  /** Another type of aircraft, with at least as many seats as are sold. Cabins and seats stay as they are. */
  @MayBeAbsent()
  @Matches(aircraftCodePattern, { message: '$property must be the code of an aircraft' })
  @ApiProperty({ required: false, pattern: aircraftCodePattern.source, example: '321' })
  aircraft?: string;

  /**
   * False retires the flight: guests neither find it nor book on it. What is booked stays, and is canceled or refunded one by one:
   * `GET /v1/admin/reservations?listingId={flightId}&status=paid` lists who is on it.
   */
  @MayBeAbsent()
  @IsBoolean()
  @ApiProperty({ required: false })
  isActive?: boolean;
}

/** A flight as administrators see it. */
export class FlightAdminDto {
  @ApiProperty({ type: 'integer', example: 19 })
  flightId: number;

  /** Airline, number and date. */
  @ApiProperty({ example: 'BA7-2027-03-14' })
  code: string;

  @ApiProperty({ example: 'BA' })
  airline: string;

  @ApiProperty({ example: '7' })
  number: string;

  @ApiProperty({ example: 'LHR' })
  origin: string;

  @ApiProperty({ example: 'AMS' })
  destination: string;

  /** What it is sold for, at the airport of departure; it departs that day or, delayed past midnight, on the day after. */
  @ApiProperty({ format: 'date' })
  departureDate: string;

  @ApiProperty({ format: 'date-time' })
  departsAt: string;

  @ApiProperty({ format: 'date-time' })
  arrivesAt: string;

  @ApiProperty({ example: '320' })
  aircraft: string;

  @ApiProperty({ example: 'EUR' })
  currency: string;

  /** False: retired. Who has booked it still has: `GET /v1/admin/reservations?listingId={flightId}&status=paid`. */
  isActive: boolean;
}

/** A cabin as administrators see it. */
export class CabinAdminDto {
  @ApiProperty({ enum: cabinClasses })
  class: CabinClass;

  @ApiProperty({ enum: ['open', 'assigned'] })
  seating: 'open' | 'assigned';

  /** Of a seat; with assigned seating of one without surcharges. */
  price: MoneyDto;

  @ApiProperty({ type: 'integer', example: 5 })
  overbookingPercent: number;

  /** False: retired. */
  isActive: boolean;
}

export class CabinChangesDto {
  /** With assigned seating its seats move by the difference: surcharges stay. None may come to cost less than nothing. */
  @MayBeAbsent()
  @ValidateNested()
  @Type(() => PriceDto)
  @ApiProperty({ type: PriceDto, required: false })
  price?: PriceDto;

  /** False retires the cabin: guests do not see it; what is booked stays. */
  @MayBeAbsent()
  @IsBoolean()
  @ApiProperty({ required: false })
  isActive?: boolean;
}

/** A seat as administrators see it. */
export class SeatAdminDto {
  @ApiProperty({ example: '14C' })
  seat: string;

  @ApiProperty({ enum: cabinClasses })
  cabin: CabinClass;

  @ApiProperty({ enum: ['window', 'middle', 'aisle'] })
  position: 'window' | 'middle' | 'aisle';

  price: MoneyDto;

  /** False: retired. */
  isActive: boolean;
}

export class SeatChangesDto {
  @MayBeAbsent()
  @ValidateNested()
  @Type(() => PriceDto)
  @ApiProperty({ type: PriceDto, required: false })
  price?: PriceDto;

  /** False retires the seat: it is not on the seat map; whoever has booked it keeps it. */
  @MayBeAbsent()
  @IsBoolean()
  @ApiProperty({ required: false })
  isActive?: boolean;
}
