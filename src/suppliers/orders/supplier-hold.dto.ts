import { ApiProperty } from '@nestjs/swagger';
import { FlightOfferDto } from '../offers/flight-offers.dto.js';
import { refusalReasons } from '../supplier.errors.js';
import { shownStates, type ShownState } from './supplier-orders.rules.js';

/** A traveller of a held offer. */
export class HeldPassengerDto {
  @ApiProperty({ example: 'pas_00009hj8USM7Ncg31cBCLL' })
  passengerId: string;

  /** Adult, child or infant. */
  @ApiProperty({ enum: ['adult', 'child', 'infant'], example: 'adult' })
  kind: string;

  @ApiProperty({ example: 'Amelia' })
  givenName: string;

  @ApiProperty({ example: 'Earhart' })
  familyName: string;
}

/** How a booking stands at the supplier whose flight it is. */
export class AtSupplierDto {
  /** Who sells it to us. */
  @ApiProperty({ example: 'duffel' })
  name: string;

  /**
   * `none`: the supplier has been told of nothing yet. `unknown`: it was told, and its answer was lost; it is being found out.
   * `secured`: it keeps the seats. `booked`. `canceling`: it was told to cancel. `refused`: it said no, see `reason`.
   * `ended`: canceled there.
   */
  @ApiProperty({ enum: shownStates, example: 'secured' })
  status: ShownState;

  /** The supplier's name for the order. */
  @ApiProperty({ required: false, example: 'ord_00009hthhsUZ8W4LxQgkjo' })
  orderId?: string;

  /** The airline's (PNR): what the travellers check in with. */
  @ApiProperty({ required: false, example: 'RZPNX8' })
  bookingReference?: string;

  /** Why the supplier said no. */
  @ApiProperty({ required: false, enum: [...refusalReasons, 'not_made', 'unavailable'] })
  reason?: string;

  /**
   * When the airline was seen to have changed flights that were booked: `offer` has them as they were sold. The airline tells
   * the travellers what they are now, under `bookingReference`.
   */
  @ApiProperty({ format: 'date-time', required: false })
  changedByAirlineAt?: string;
}

/** What is told of a supplier's flights that are held or booked. */
export class SupplierPartDto {
  /** Flights of a supplier: the offer as it was held. */
  @ApiProperty({ type: FlightOfferDto, required: false })
  offer?: FlightOfferDto;

  /** Flights of a supplier: who flies. */
  @ApiProperty({ type: [HeldPassengerDto], required: false })
  passengers?: HeldPassengerDto[];

  /**
   * Flights of a supplier: whether the seats are kept. When they are not, they may be gone, or dearer, when the hold is paid
   * for; nothing is charged then.
   */
  @ApiProperty({ required: false, example: true })
  secured?: boolean;

  /** Flights of a supplier: the price stays until then; left out when nobody promises that. */
  @ApiProperty({ format: 'date-time', required: false })
  priceGuaranteedUntil?: string;

  /** Flights of a supplier. */
  @ApiProperty({ type: AtSupplierDto, required: false })
  supplier?: AtSupplierDto;
}
