import type { FlightOfferDto } from '../offers/flight-offers.dto.js';
import type { OrderPassenger } from '../supplier-order.js';
import type { SupplierPartDto } from './supplier-hold.dto.js';
import type { SupplierHoldRow } from './supplier-holds.views.js';
import { toShownState } from './supplier-orders.rules.js';

/** The offer as a hold has kept it. Throws when it is anything else: then what the guest was promised is not known. */
export function readHeldOffer(offer: unknown): FlightOfferDto {
  if (!isHeldOffer(offer)) throw new TypeError('not the offer of a hold');
  return offer;
}

/** The travellers as a hold has kept them. Throws when they are anything else. */
export function readHeldPassengers(passengers: unknown): OrderPassenger[] {
  if (!Array.isArray(passengers)) throw new TypeError('the travellers of a hold must be a list');
  return passengers.map((passenger: unknown) => {
    if (!isHeldPassenger(passenger)) throw new TypeError('not a traveller of a hold');
    return passenger;
  });
}

/** What a hold, and the reservation that comes of it, tells of the supplier. */
export function toSupplierPart(
  row: SupplierHoldRow,
): Required<Pick<SupplierPartDto, 'offer' | 'supplier'>> & SupplierPartDto {
  const offer = readHeldOffer(row.offer);
  const status = toShownState(row.status);
  const reason = row.refusedReason ?? (row.status === 'not_made' ? 'not_made' : undefined);
  const isKept = status === 'secured' || status === 'booked' || status === 'canceling';
  const isPriceKept = status === 'secured' && row.priceUntil !== null;
  return {
    offer,
    passengers: readHeldPassengers(row.passengers).map(({ passengerId, kind, givenName, familyName }) => ({
      passengerId,
      kind,
      givenName,
      familyName,
    })),
    secured: isKept,
    ...(isPriceKept ? { priceGuaranteedUntil: row.priceUntil.toISOString() } : {}),
    supplier: {
      name: row.supplier,
      status,
      ...(row.orderId === null ? {} : { orderId: row.orderId }),
      ...(row.bookingReference === null ? {} : { bookingReference: row.bookingReference }),
      ...(reason === undefined ? {} : { reason }),
      ...(row.changedAt === null ? {} : { changedByAirlineAt: row.changedAt.toISOString() }),
    },
  };
}

/** Until when a hold can last at most: the supplier's deadline for the seats it keeps, else the end of the offer. */
export function keptUntil({ status, spaceUntil, offerExpiresAt }: SupplierHoldRow): Date {
  return status === 'awaiting_payment' && spaceUntil !== null ? spaceUntil : offerExpiresAt;
}

/** E.g. `TP570 LIS–FRA`: the flights of one direction, and from where to where. */
export function nameOfOffer({ slices }: FlightOfferDto): string {
  return slices
    .map(
      ({ origin, destination, segments }) =>
        `${segments.map(({ flightNumber }) => flightNumber).join(' ')} ${origin.iata}–${destination.iata}`,
    )
    .join(', ');
}

function isHeldOffer(offer: unknown): offer is FlightOfferDto {
  return isRecord(offer) && typeof offer['offerId'] === 'string' && Array.isArray(offer['slices']);
}

function isHeldPassenger(passenger: unknown): passenger is OrderPassenger {
  return (
    isRecord(passenger) &&
    typeof passenger['passengerId'] === 'string' &&
    typeof passenger['givenName'] === 'string' &&
    typeof passenger['familyName'] === 'string'
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
