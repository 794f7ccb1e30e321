import type { Money } from '../money.js';
import {
  cabinClasses,
  type CabinClass,
  type Offer,
  type OfferAirline,
  type OfferCondition,
  type OfferPassenger,
  type OfferPlace,
  type OfferSegment,
  type OfferSlice,
  type PassengerKind,
} from '../supplier-offer.js';
import { UnreadableAnswer, type Fields } from './answer-fields.js';
import { toMoney } from './decimal-money.rules.js';
import { durationMinutes, instantAt } from './local-time.rules.js';

export const duffelKey = 'duffel';

/** Younger travellers sit on a lap, or travel as children, where the offer tells an age instead of a type. */
const infantBelowAge = 2;
const childBelowAge = 18;

/** An offer as Duffel describes it (docs/duffel.md). Throws `UnreadableAnswer`. */
export function readOffer(offer: Fields): Offer {
  const requirements = offer.memberOrNull('payment_requirements');
  const canBeHeld = requirements !== null && requirements.raw('requires_instant_payment') === false;
  const conditions = offer.memberOrNull('conditions');
  return {
    offerId: offer.text('id'),
    supplier: duffelKey,
    airline: readAirline(offer.member('owner')),
    total: readMoney(offer, 'total'),
    base: readMoneyOrNull(offer, 'base'),
    tax: readMoneyOrNull(offer, 'tax'),
    expiresAt: offer.instant('expires_at'),
    slices: readSlices(offer),
    passengers: offer.list('passengers', readPassenger),
    canBeHeld,
    spaceGuaranteedUntil: canBeHeld ? requirements.instantOrNull('payment_required_by') : null,
    priceGuaranteedUntil: canBeHeld ? requirements.instantOrNull('price_guarantee_expires_at') : null,
    conditions: {
      changeBeforeDeparture: readCondition(conditions?.memberOrNull('change_before_departure')),
      refundBeforeDeparture: readCondition(conditions?.memberOrNull('refund_before_departure')),
    },
    needsIdentityDocuments: offer.isTrue('passenger_identity_documents_required'),
    isLive: offer.flag('live_mode'),
  };
}

/** `<name>_amount` with `<name>_currency`. */
export function readMoney(fields: Fields, name: string): Money {
  return toMoney(fields.text(`${name}_amount`), fields.text(`${name}_currency`));
}

/** The same, null where the airline does not say. */
export function readMoneyOrNull(fields: Fields, name: string): Money | null {
  const amount = fields.textOrNull(`${name}_amount`);
  const currency = fields.textOrNull(`${name}_currency`);
  return amount === null || currency === null ? null : toMoney(amount, currency);
}

export function readCabin(value: unknown): CabinClass | null {
  return cabinClasses.find((cabin) => cabin === value) ?? null;
}

function readSlices(offer: Fields): OfferSlice[] {
  const slices = offer.list('slices', readSlice);
  if (slices.length === 0) throw new UnreadableAnswer('offer.slices', 'a list with a slice');
  return slices;
}

function readSlice(slice: Fields): OfferSlice {
  const segments = slice.list('segments', readSegment);
  const [first, last] = [segments[0], segments.at(-1)];
  if (first === undefined || last === undefined) {
    throw new UnreadableAnswer('slice.segments', 'a list with a segment');
  }
  const duration = slice.textOrNull('duration');
  const flownMs = last.arrivesAt.getTime() - first.departsAt.getTime();
  return {
    origin: first.origin,
    destination: last.destination,
    durationMinutes: duration === null ? Math.ceil(flownMs / 60_000) : durationMinutes(duration),
    segments,
  };
}

function readSegment(segment: Fields): OfferSegment {
  const [origin, destination] = [
    readPlace(segment.member('origin')),
    readPlace(segment.member('destination')),
  ];
  const [departing, arriving] = [segment.text('departing_at'), segment.text('arriving_at')];
  const airline = readAirline(segment.member('marketing_carrier'));
  const operator = segment.memberOrNull('operating_carrier');
  return {
    segmentId: segment.text('id'),
    airline,
    flightNumber: `${airline.iata ?? ''}${segment.text('marketing_carrier_flight_number')}`,
    operatedBy: operator === null ? airline : readAirline(operator),
    origin,
    destination,
    departsAt: instantAt(departing, origin.timezone),
    arrivesAt: instantAt(arriving, destination.timezone),
    departsAtLocal: departing.slice(0, 'YYYY-MM-DDTHH:MM'.length),
    arrivesAtLocal: arriving.slice(0, 'YYYY-MM-DDTHH:MM'.length),
    aircraft: segment.memberOrNull('aircraft')?.textOrNull('name') ?? null,
    cabin: readSegmentCabin(segment),
  };
}

/** That of the first traveller: a search asks for one cabin for all. */
function readSegmentCabin(segment: Fields): CabinClass | null {
  const [cabin] = segment.listOrEmpty('passengers', (passenger) => readCabin(passenger.raw('cabin_class')));
  return cabin ?? null;
}

function readPlace(place: Fields): OfferPlace {
  return {
    iata: place.text('iata_code'),
    name: place.text('name'),
    city: place.textOrNull('city_name'),
    timezone: place.text('time_zone'),
  };
}

function readAirline(airline: Fields): OfferAirline {
  return { iata: airline.textOrNull('iata_code'), name: airline.text('name') };
}

function readPassenger(passenger: Fields): OfferPassenger {
  return { passengerId: passenger.text('id'), kind: readPassengerKind(passenger) };
}

function readPassengerKind(passenger: Fields): PassengerKind {
  const type = passenger.textOrNull('type');
  if (type === null) {
    const age = passenger.integer('age');
    return age < infantBelowAge ? 'infant' : age < childBelowAge ? 'child' : 'adult';
  }
  if (type.startsWith('infant')) return 'infant';
  return type === 'child' ? 'child' : 'adult';
}

function readCondition(condition: Fields | null | undefined): OfferCondition | null {
  const isAllowed = condition?.raw('allowed');
  if (condition === null || condition === undefined || typeof isAllowed !== 'boolean') return null;
  return { isAllowed, penalty: readMoneyOrNull(condition, 'penalty') };
}
