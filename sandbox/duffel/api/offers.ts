import { offerExpired, offerNoLongerAvailable } from '../behaviour/fault-kinds.js';
import { invalidRequest, notFound } from '../http/duffel-error.js';
import { seatMapsOf } from '../offers/seat-maps.js';
import { offerObject } from '../offers/shape.js';
import { type Call, Reply } from '../sandbox.js';
import { totalOf, type StoredOffer } from '../state/objects.js';
import { getRequest, offersOf, requireQuery } from './offer-requests.js';
import { pageOf } from './pages.js';
import { refuseOffer } from './refusals.js';
import type { Route } from './route.js';

const sorts: Readonly<Record<string, (offer: StoredOffer) => number>> = {
  total_amount: totalOf,
  total_duration: ({ flights }) => (flights.at(-1)?.arrivesAt ?? 0) - (flights[0]?.departsAt ?? 0),
};

function listOffers({ sandbox, query }: Call): Reply {
  const request = getRequest(sandbox, requireQuery(query, 'offer_request_id'));
  const maxConnections = Number(query.get('max_connections') ?? Infinity);
  const offers = offersOf(sandbox, request).filter(({ flights }) => flights.length - 1 <= maxConnections);
  const sort = query.get('sort');
  if (sort !== null) {
    const key = sorts[sort.replace(/^-/, '')];
    if (!key)
      throw invalidRequest(400, 'bad_request', `'sort' must be one of ${Object.keys(sorts).join(', ')}.`);
    const direction = sort.startsWith('-') ? -1 : 1;
    offers.sort((a, b) => direction * (key(a) - key(b)));
  }
  return pageOf(offers, query, offerObject);
}

/** The offer with the price it has now; refused once it cannot be booked any more. */
function getOffer(call: Call): Reply {
  const offer = requireOffer(call, call.id);
  const services = call.query.get('return_available_services') === 'true' ? { available_services: [] } : {};
  return new Reply(200, { ...offerObject(offer), ...services });
}

export function requireOffer(call: Call, id: string): StoredOffer {
  const offer = call.sandbox.store.offers.get(id);
  if (!offer) throw notFound();
  refuseOffer(call, offer);
  requireBookable(offer, call.now);
  return offer;
}

export function requireBookable(offer: StoredOffer, now: number): void {
  if (offer.isGone) throw offerNoLongerAvailable();
  if (now >= offer.expiresAt) throw offerExpired();
}

function getSeatMaps(call: Call): Reply {
  const offer = requireOffer(call, requireQuery(call.query, 'offer_id'));
  const { store, seed } = call.sandbox;
  return new Reply(200, seatMapsOf({ store, seed, now: call.now }, offer));
}

export const offerRoutes: readonly Route[] = [
  { method: 'GET', path: '/air/offers', operation: 'list_offers', handle: listOffers },
  { method: 'GET', path: '/air/offers/:', operation: 'get_offer', handle: getOffer },
  { method: 'GET', path: '/air/seat_maps', operation: 'get_seat_maps', handle: getSeatMaps },
];
