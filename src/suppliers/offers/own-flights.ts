import type { CabinDto, FlightDto } from '../../catalog/flights.dto.js';
import { cabinClasses, type CabinClass } from '../supplier-offer.js';
import type { FlightOfferDto } from './flight-offers.dto.js';

/**
 * One of our own flights as it stands beside offers: in its cheapest cabin with enough seats, at the price of all of
 * them; undefined when there is none. Infants take no seat.
 */
export function toOwnOffer(
  flight: FlightDto,
  { seats, cabin }: { seats: number; cabin: CabinClass | undefined },
): FlightOfferDto | undefined {
  const chosen = cheapestCabin(flight, { seats, cabin });
  if (chosen === undefined) return undefined;
  const { airline, origin, destination } = flight;
  const airlineDto = { iata: airline.iata, name: airline.name };
  return {
    source: 'own',
    offerId: null,
    flightId: flight.flightId,
    supplier: null,
    airline: airlineDto,
    total: { amount: chosen.price.amount * seats, currency: chosen.price.currency },
    base: null,
    tax: null,
    expiresAt: null,
    slices: [
      {
        origin,
        destination,
        durationMinutes: flight.durationMinutes,
        segments: [
          {
            segmentId: null,
            flightNumber: flight.flightNumber,
            airline: airlineDto,
            operatedBy: airlineDto,
            origin,
            destination,
            departsAt: new Date(flight.departsAt).toISOString(),
            arrivesAt: new Date(flight.arrivesAt).toISOString(),
            departsAtLocal: flight.departsAtLocal,
            arrivesAtLocal: flight.arrivesAtLocal,
            aircraft: flight.aircraft.name,
            cabin: cabinClasses.find((known) => known === chosen.cabin) ?? null,
          },
        ],
      },
    ],
    passengers: [],
    canBeHeld: true,
    spaceGuaranteedUntil: null,
    priceGuaranteedUntil: null,
    conditions: { changeBeforeDeparture: null, refundBeforeDeparture: null },
    needsIdentityDocuments: false,
  };
}

function cheapestCabin(
  { cabins }: FlightDto,
  { seats, cabin }: { seats: number; cabin: CabinClass | undefined },
): CabinDto | undefined {
  const fitting = cabins.filter(
    (one) => one.available >= seats && (cabin === undefined || one.cabin === cabin),
  );
  return fitting.toSorted((left, right) => left.price.amount - right.price.amount)[0];
}
