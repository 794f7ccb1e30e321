import type { OfferSearch } from '../supplier-offer.js';
import type { OrderPassenger, OrderRequest } from '../supplier-order.js';
import { toDecimal } from './decimal-money.rules.js';
import { referenceKey } from './read-order.rules.js';

/** More than one change of plane is no offer anybody takes, and multiplies the answer. */
const maxConnections = 1;

/** `data` of an offer request. */
export function searchBody({ origin, destination, date, passengers, cabin }: OfferSearch): object {
  return {
    slices: [{ origin, destination, departure_date: date }],
    // A type for grown-ups, an age for who is younger, and never both.
    passengers: passengers.map((one) => (one === 'adult' ? { type: one } : { age: one })),
    max_connections: maxConnections,
    ...(cabin !== undefined && { cabin_class: cabin }),
  };
}

/** `data` of an order. */
export function orderBody({ kind, offerId, passengers, services, total, reference }: OrderRequest): object {
  return {
    type: kind,
    selected_offers: [offerId],
    passengers: passengers.map(passengerBody),
    ...(services !== undefined &&
      services.length > 0 && {
        services: services.map(({ serviceId, quantity }) => ({ id: serviceId, quantity })),
      }),
    // A hold with a payment would be refused: it is paid by a payment of its own.
    ...(kind === 'instant' && {
      payments: [{ type: 'balance', amount: toDecimal(total), currency: total.currency }],
    }),
    metadata: { [referenceKey]: reference },
  };
}

function passengerBody(passenger: OrderPassenger): object {
  const { identityDocument } = passenger;
  return {
    id: passenger.passengerId,
    title: passenger.title,
    gender: passenger.gender,
    given_name: passenger.givenName,
    family_name: passenger.familyName,
    born_on: passenger.bornOn,
    email: passenger.email,
    phone_number: passenger.phoneNumber,
    ...(passenger.infantPassengerId !== undefined && { infant_passenger_id: passenger.infantPassengerId }),
    ...(identityDocument !== undefined && {
      identity_documents: [
        {
          type: 'passport',
          unique_identifier: identityDocument.number,
          issuing_country_code: identityDocument.issuingCountry,
          expires_on: identityDocument.expiresOn,
        },
      ],
    }),
  };
}
