import { DuffelError, invalidField, notFound } from '../http/duffel-error.js';
import type { RequestData } from '../http/request-data.js';
import type { PassengerType } from '../offers/fares.js';
import { airportObject } from '../offers/places.js';
import { makeOffers } from '../offers/search.js';
import { instantText, offerObject, ownerOf } from '../offers/shape.js';
import { type Call, Reply } from '../sandbox.js';
import { newId } from '../state/ids.js';
import type { OfferPassenger, StoredOffer, StoredOfferRequest } from '../state/objects.js';
import { cabinClasses } from '../world/cabins.js';
import { findAirport } from '../world/network.js';
import type { Journey } from '../world/itineraries.js';
import type { Route } from './route.js';

const maxPassengers = 9;
const defaultSupplierTimeoutMs = 20_000;
const supplierTimeoutRange = { from: 2_000, to: 60_000 };
/** Whoever is younger is searched for by age. */
const searchedTypes = ['adult'] as const;

function createOfferRequest(call: Call): Reply {
  const { sandbox, data, query, now } = call;
  const journey = readJourney(data, now);
  const cabin = data.findOneOf('cabin_class', cabinClasses) ?? null;
  const passengers = readPassengers(data);
  const maxConnections = data.findInteger('max_connections') ?? 1;
  const id = newId('orq');
  const { store, seed, faults } = sandbox;
  const made = makeOffers({ store, seed, now, overrides: faults.offers }, id, {
    ...journey,
    cabin: cabin ?? 'economy',
    passengers,
    maxConnections,
  });
  const { offers, tookMs } = answeredInTime(call, made, supplierTimeout(query));
  const request: StoredOfferRequest = {
    id,
    createdAt: now,
    ...journey,
    cabin,
    passengers,
    offerIds: offers.map((offer) => offer.id),
  };
  for (const offer of offers) store.put('offer', offer);
  store.put('request', request);
  const shown = query.get('return_offers') === 'false' ? undefined : offers;
  return new Reply(201, requestObject(request, shown), { delayMs: tookMs });
}

/** Duffel ignores a time-out outside its range. */
function supplierTimeout(query: URLSearchParams): number {
  const wanted = Number(query.get('supplier_timeout') ?? Number.NaN);
  const { from, to } = supplierTimeoutRange;
  return wanted >= from && wanted <= to ? wanted : defaultSupplierTimeoutMs;
}

/** The offers of the airlines that answered in time, and how long the search took for that. */
function answeredInTime(
  { sandbox }: Call,
  made: readonly StoredOffer[],
  timeoutMs: number,
): { offers: StoredOffer[]; tookMs: number } {
  const { faults, chaos } = sandbox;
  let tookMs = 0;
  const late = new Set<string>();
  for (const airline of new Set(made.map(ownerOf))) {
    const [first] = made;
    const route = `${first?.flights[0]?.origin}:${first?.flights.at(-1)?.destination}`;
    const delayMs = chaos.isSilent(airline, route) ? null : faults.searchDelay(airline);
    if (delayMs === null || delayMs > timeoutMs) late.add(airline);
    tookMs = Math.max(tookMs, Math.min(delayMs ?? timeoutMs, timeoutMs));
  }
  return { offers: made.filter((offer) => !late.has(ownerOf(offer))), tookMs };
}

function readJourney(data: RequestData, now: number): Journey {
  const slices = data.objects('slices');
  const [slice] = slices;
  if (!slice || slices.length > 1) {
    throw invalidField(
      'slices',
      'This sandbox sells one-way journeys: exactly one slice.',
      'validation_length',
    );
  }
  const origin = slice.text('origin');
  const destination = slice.text('destination');
  for (const [name, code] of [
    ['origin', origin],
    ['destination', destination],
  ] as const) {
    if (!findAirport(code))
      throw slice.wrong(name, 'is not an airport that this sandbox knows', 'validation_inclusion');
  }
  if (origin === destination) throw slice.wrong('destination', 'must not be the origin');
  const date = slice.text('departure_date');
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(Date.parse(date))) {
    throw slice.wrong('departure_date', 'must be a date');
  }
  if (date < new Date(now - 86_400_000).toISOString().slice(0, 10)) {
    throw slice.wrong('departure_date', 'must not be in the past');
  }
  return { origin, destination, date };
}

function readPassengers(data: RequestData): OfferPassenger[] {
  const list = data.objects('passengers');
  if (list.length === 0 || list.length > maxPassengers) {
    throw invalidField(
      'passengers',
      `From 1 to ${maxPassengers} passengers can travel together.`,
      'validation_length',
    );
  }
  return list.map((passenger) => {
    const type = passenger.findOneOf('type', searchedTypes);
    const age = passenger.findInteger('age');
    if ((type === undefined) === (age === undefined)) {
      throw passenger.wrong('type', 'or age must be given, and not both', 'invalid_field_sets');
    }
    return { id: newId('pas'), type: type ?? typeOfAge(age ?? 30), age: age ?? null };
  });
}

function typeOfAge(age: number): PassengerType {
  if (age < 2) return 'infant_without_seat';
  return age < 12 ? 'child' : 'adult';
}

function requestObject(request: StoredOfferRequest, offers: readonly StoredOffer[] | undefined): object {
  const { id, createdAt, origin, destination, date, cabin, passengers } = request;
  return {
    id,
    live_mode: false,
    created_at: instantText(createdAt),
    cabin_class: cabin,
    slices: [
      {
        origin_type: 'airport',
        origin: airportObject(origin),
        destination_type: 'airport',
        destination: airportObject(destination),
        departure_date: date,
      },
    ],
    passengers: passengers.map(({ id: passengerId, type, age }) => ({
      id: passengerId,
      type: age === null ? type : null,
      age,
    })),
    ...(offers ? { offers: offers.map(offerObject) } : {}),
  };
}

/** The offers of a search that are still known. */
export function offersOf({ store }: Call['sandbox'], request: StoredOfferRequest): StoredOffer[] {
  return request.offerIds.flatMap((id) => store.offers.get(id) ?? []);
}

export function getRequest({ store }: Call['sandbox'], id: string): StoredOfferRequest {
  const found = store.requests.get(id);
  if (!found) throw notFound();
  return found;
}

function showOfferRequest({ sandbox, id }: Call): Reply {
  const request = getRequest(sandbox, id);
  return new Reply(200, requestObject(request, offersOf(sandbox, request)));
}

/** 422 unless the query names it. */
export function requireQuery(query: URLSearchParams, name: string): string {
  const value = query.get(name);
  if (value === null || value === '') {
    throw new DuffelError(
      { status: 422, type: 'validation_error', code: 'validation_required', field: name },
      `Field '${name}' can't be blank`,
    );
  }
  return value;
}

export const offerRequestRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/air/offer_requests',
    operation: 'create_offer_request',
    handle: createOfferRequest,
  },
  { method: 'GET', path: '/air/offer_requests/:', operation: 'get_offer_request', handle: showOfferRequest },
];
