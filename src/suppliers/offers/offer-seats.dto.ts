import { ApiProperty } from '@nestjs/swagger';
import { MoneyDto } from '../../pricing/money.dto.js';
import { cabinClasses, type CabinClass } from '../supplier-offer.js';
import { exampleOfferId } from './flight-offers.dto.js';

/** What a seat costs one traveller. */
export class SeatServiceDto {
  @ApiProperty({ example: 'ase_00009UhD4ongolulWd9123' })
  serviceId: string;

  @ApiProperty({ example: 'pas_00009hj8USM7Ncg31cBCLL' })
  passengerId: string;

  @ApiProperty()
  price: MoneyDto;
}

export class OfferSeatDto {
  @ApiProperty({ example: '14C' })
  seat: string;

  /** Where in its row it is. */
  @ApiProperty({ enum: ['window', 'middle', 'aisle'], example: 'aisle' })
  position: string;

  /** Whether it can be had. */
  @ApiProperty({ example: true })
  isAvailable: boolean;

  /** What it costs at least; null when it is not available. */
  @ApiProperty({ type: MoneyDto, nullable: true })
  price: MoneyDto | null;

  /** What the airline calls it. */
  @ApiProperty({ type: String, nullable: true, example: 'Exit row seat' })
  name: string | null;

  /** What the airline says of it. */
  @ApiProperty({ type: [String], example: ['Do not seat children in exit row seats'] })
  disclosures: string[];

  /** One for each traveller who can have it. */
  @ApiProperty({ type: [SeatServiceDto] })
  services: SeatServiceDto[];
}

export class OfferSeatRowDto {
  /** From left to right. */
  @ApiProperty({ type: [OfferSeatDto] })
  seats: OfferSeatDto[];
}

export class OfferSeatCabinDto {
  @ApiProperty({ type: String, enum: cabinClasses, nullable: true, example: 'economy' })
  cabin: CabinClass | null;

  /** 0 is the main deck, 1 the upper one. */
  @ApiProperty({ type: 'integer', example: 0 })
  deck: number;

  /** How many aisles it has. */
  @ApiProperty({ type: 'integer', example: 1 })
  aisles: number;

  /** From front to back. */
  @ApiProperty({ type: [OfferSeatRowDto] })
  rows: OfferSeatRowDto[];
}

export class OfferSeatMapDto {
  @ApiProperty({ example: 'seg_00009htYpSCXrwaB9Dn456' })
  segmentId: string;

  /** From front to back. */
  @ApiProperty({ type: [OfferSeatCabinDto] })
  cabins: OfferSeatCabinDto[];
}

/** The seats of an offer at this moment. */
export class OfferSeatMapsDto {
  @ApiProperty({ example: exampleOfferId })
  offerId: string;

  /** One for each segment whose airline shows its seats. */
  @ApiProperty({ type: [OfferSeatMapDto] })
  segments: OfferSeatMapDto[];
}
