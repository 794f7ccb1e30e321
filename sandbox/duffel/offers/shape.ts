import { createHash } from 'node:crypto';
import { totalOf, type StoredOffer } from '../state/objects.js';
import type { CabinClass } from '../world/cabins.js';
import { airportOf } from '../world/network.js';
import { flightKey, type Flight } from '../world/timetable.js';
import { durationText, localTimeOf } from '../world/zoned-time.js';
import type { Condition } from './fares.js';
import { amountText } from './money.js';
import { aircraftObject, airlineObject, airportObject } from './places.js';

const cabinNames: Readonly<Record<CabinClass, string>> = {
  economy: 'Economy',
  premium_economy: 'Premium Economy',
  business: 'Business',
  first: 'First',
};

export function instantText(instant: number): string {
  return new Date(instant).toISOString();
}

export function instantOrNull(instant: number | null): string | null {
  return instant === null ? null : instantText(instant);
}

function conditionObject(condition: Condition | null, currency: string): object | null {
  if (!condition) return null;
  const { allowed, penaltyMinor } = condition;
  return {
    allowed,
    penalty_amount: penaltyMinor === null ? null : amountText(penaltyMinor),
    penalty_currency: penaltyMinor === null ? null : currency,
  };
}

export function conditionsObject({ refund, change, currency }: StoredOffer): object {
  return {
    refund_before_departure: conditionObject(refund, currency),
    change_before_departure: conditionObject(change, currency),
  };
}

/** One flight as a segment, later by `delayMs` when its airline has changed it. */
function segmentObject(offer: StoredOffer, flight: Flight, id: string, delayMs: number): object {
  const { passengers, cabin, bags, brand } = offer;
  const { origin, destination } = flight;
  const local = (instant: number, airport: string) =>
    localTimeOf(instant + delayMs, airportOf(airport).timeZone);
  return {
    id,
    origin: airportObject(origin),
    destination: airportObject(destination),
    origin_terminal: null,
    destination_terminal: null,
    departing_at: local(flight.departsAt, origin),
    arriving_at: local(flight.arrivesAt, destination),
    duration: durationText(flight.arrivesAt - flight.departsAt),
    distance: String(flight.km),
    aircraft: aircraftObject(flight.aircraft),
    marketing_carrier: airlineObject(flight.airline),
    marketing_carrier_flight_number: flight.number,
    operating_carrier: airlineObject(flight.airline),
    operating_carrier_flight_number: flight.number,
    stops: [],
    passengers: passengers.map((passenger) => ({
      passenger_id: passenger.id,
      cabin_class: cabin,
      cabin_class_marketing_name: cabinNames[cabin],
      fare_basis_code: `${cabin.charAt(0)}${brand}`.toUpperCase().slice(0, 8),
      cabin: null,
      baggages: [
        { type: 'carry_on', quantity: 1 },
        { type: 'checked', quantity: bags },
      ],
    })),
  };
}

/** The one way of the offer. `delayMs`: by how much the airline has put it off since. */
export function sliceObject(offer: StoredOffer, delayMs = 0): object {
  const { flights, sliceId, segmentIds, brand } = offer;
  const first = flights[0];
  const last = flights.at(-1);
  if (!first || !last) throw new Error(`${offer.id} has no flight.`);
  return {
    id: sliceId,
    origin_type: 'airport',
    origin: airportObject(first.origin),
    destination_type: 'airport',
    destination: airportObject(last.destination),
    duration: durationText(last.arrivesAt - first.departsAt),
    fare_brand_name: brand,
    ngs_shelf: offer.cabin === 'economy' ? 1 : 4,
    comparison_key: createHash('sha256')
      .update(flights.map(flightKey).join(' '))
      .digest('base64')
      .slice(0, 8),
    conditions: {
      ...conditionsObject(offer),
      advance_seat_selection: true,
      priority_boarding: offer.cabin !== 'economy',
      priority_check_in: offer.cabin !== 'economy',
    },
    segments: flights.map((flight, index) => segmentObject(offer, flight, segmentIds[index] ?? '', delayMs)),
  };
}

export function ownerOf({ flights }: StoredOffer): string {
  return flights[0]?.airline ?? '';
}

export function offerObject(offer: StoredOffer): object {
  const { currency } = offer;
  const km = offer.flights.reduce((sum, flight) => sum + flight.km, 0);
  return {
    id: offer.id,
    live_mode: false,
    created_at: instantText(offer.createdAt),
    updated_at: instantText(offer.updatedAt),
    expires_at: instantText(offer.expiresAt),
    partial: false,
    owner: airlineObject(ownerOf(offer)),
    total_amount: amountText(totalOf(offer)),
    total_currency: currency,
    base_amount: amountText(offer.baseMinor),
    base_currency: currency,
    tax_amount: amountText(offer.taxMinor),
    tax_currency: currency,
    total_emissions_kg: String(Math.round(km * 0.09 * offer.passengers.length)),
    conditions: conditionsObject(offer),
    payment_requirements: {
      requires_instant_payment: offer.requiresInstantPayment,
      payment_required_by: instantOrNull(offer.paymentRequiredBy),
      price_guarantee_expires_at: instantOrNull(offer.priceGuaranteeExpiresAt),
    },
    passenger_identity_documents_required: false,
    supported_passenger_identity_document_types: [],
    supported_loyalty_programmes: [],
    private_fares: [],
    passengers: offer.passengers.map(({ id, type, age }) => ({
      id,
      type: age === null ? type : null,
      age,
      fare_type: null,
      loyalty_programme_accounts: [],
    })),
    slices: [sliceObject(offer)],
  };
}
