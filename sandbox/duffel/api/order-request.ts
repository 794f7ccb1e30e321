import {
  insufficientBalance,
  notHoldable,
  offerNoLongerAvailable,
  priceChanged,
} from '../behaviour/fault-kinds.js';
import { airlineError, invalidField, notLinked, requiredField } from '../http/duffel-error.js';
import type { RequestData } from '../http/request-data.js';
import { parseAmount } from '../offers/money.js';
import { findSeat } from '../offers/seat-maps.js';
import { seatsLeft, seatsNeeded } from '../offers/space.js';
import type { Call } from '../sandbox.js';
import type { BookedService, Metadata, OrderPassenger, StoredOffer } from '../state/objects.js';
import { totalOf } from '../state/objects.js';
import { requireBookable } from './offers.js';

/** A well-formed request to book an offer that can be booked. */
export interface OrderRequest {
  readonly type: 'instant' | 'hold';
  readonly offer: StoredOffer;
  readonly passengers: readonly OrderPassenger[];
  readonly services: readonly BookedService[];
  readonly metadata: Metadata;
  readonly totalMinor: number;
}

const titles = ['mr', 'ms', 'mrs', 'miss', 'dr'] as const;
/** The letters Duffel takes in a name, as far as they differ from those of any other alphabet. */
const namePattern = /^[\p{Script=Latin} '’-]{1,20}$/u;
const phonePattern = /^\+[1-9]\d{5,14}$/;
const emailPattern = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Checks everything Duffel checks before it asks the airline, and then what the airline checks. */
export function readOrderRequest(call: Call): OrderRequest {
  const { data, sandbox, now } = call;
  const type = data.findOneOf('type', ['instant', 'hold']) ?? 'instant';
  const offer = readOffer(call);
  const passengers = readPassengers(data, offer);
  const metadata = readMetadata(data);
  if (type === 'hold') {
    if (data.objects('payments').length > 0) throw notAllowed('payments');
    if (data.objects('services').length > 0) throw notAllowed('services');
  }
  requireBookable(offer, now);
  if (type === 'hold' && offer.requiresInstantPayment) throw notHoldable();
  const left = seatsLeft(sandbox, offer.flights, { cabin: offer.cabin, now });
  if (left < seatsNeeded(offer)) throw offerNoLongerAvailable();
  const services = readServices(call, offer);
  const totalMinor = totalOf(offer) + services.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  if (type === 'instant') {
    const [payment, ...more] = data.objects('payments');
    if (!payment || more.length > 0) throw requiredField('payments');
    checkPayment(payment, { totalMinor, currency: offer.currency });
    requireBalance(call, totalMinor);
  }
  return { type, offer, passengers, services, metadata, totalMinor };
}

function readOffer({ data, sandbox }: Call): StoredOffer {
  const [offerId, ...more] = data.texts('selected_offers');
  if (offerId === undefined) throw requiredField('selected_offers');
  if (more.length > 0)
    throw invalidField('selected_offers', 'Exactly one offer can be booked.', 'validation_length');
  const offer = sandbox.store.offers.get(offerId);
  if (!offer) throw notLinked('selected_offers');
  return offer;
}

function readPassengers(data: RequestData, offer: StoredOffer): OrderPassenger[] {
  const list = data.objects('passengers');
  if (list.length === 0) throw requiredField('passengers');
  const passengers = list.map((each) => readPassenger(each, offer));
  const ids = new Set(passengers.map(({ id }) => id));
  if (ids.size !== passengers.length || ids.size !== offer.passengers.length) {
    throw invalidField(
      'passengers',
      'Every passenger of the offer must be given, and once.',
      'validation_length',
    );
  }
  const names = passengers.map((each) => `${each.given_name} ${each.family_name}`.toLowerCase());
  if (new Set(names).size !== names.length) {
    throw invalidField(
      'passengers',
      'The order cannot contain more than one passenger with the same name.',
      'duplicate_passenger_name',
    );
  }
  return passengers;
}

function readPassenger(data: RequestData, offer: StoredOffer): OrderPassenger {
  const id = data.text('id');
  const known = offer.passengers.find((each) => each.id === id);
  if (!known) throw notLinked(data.place('id'));
  const name = (field: string) => {
    const value = data.text(field);
    if (!namePattern.test(value))
      throw data.wrong(field, 'is not a name an airline takes', 'invalid_passenger_name');
    return value;
  };
  const email = data.text('email');
  if (!emailPattern.test(email))
    throw data.wrong('email', 'is not an e-mail address', 'invalid_email_address');
  const phone = data.text('phone_number');
  if (!phonePattern.test(phone))
    throw data.wrong('phone_number', 'is not in E.164 format', 'invalid_phone_number');
  const bornOn = data.text('born_on');
  if (!/^\d{4}-\d{2}-\d{2}$/.test(bornOn) || !(Date.parse(bornOn) < Date.now())) {
    throw data.wrong('born_on', 'must be a date in the past');
  }
  return {
    id,
    type: known.type,
    title: data.oneOf('title', titles),
    gender: data.oneOf('gender', ['m', 'f']),
    given_name: name('given_name'),
    family_name: name('family_name'),
    born_on: bornOn,
    email,
    phone_number: phone,
    infant_passenger_id: data.findText('infant_passenger_id') ?? null,
  };
}

export function readMetadata(data: RequestData): Metadata {
  const metadata = data.map('metadata') ?? {};
  const entries = Object.entries(metadata);
  const isGood = ([key, value]: [string, string]) => /^[\w-]{1,40}$/.test(key) && value.length <= 500;
  if (entries.length > 50 || !entries.every(isGood)) {
    throw data.wrong(
      'metadata',
      'has at most 50 keys of 40 letters, digits, dashes and underscores, and values of 500 characters',
    );
  }
  return metadata;
}

function readServices(call: Call, offer: StoredOffer): BookedService[] {
  const { sandbox, data, now } = call;
  const { store, seed } = sandbox;
  const seats = data.objects('services').map((service) => {
    if ((service.findInteger('quantity') ?? 1) !== 1) throw service.wrong('quantity', 'of a seat must be 1');
    const seat = findSeat({ store, seed, now }, offer, service.text('id'));
    if (!seat) {
      throw airlineError(
        'ancillary_service_not_available',
        'Requested ancillary service item(s) (e.g. seats) are no longer available.',
      );
    }
    return seat;
  });
  const places = new Set(seats.map(({ segmentId, passengerId }) => `${segmentId} ${passengerId}`));
  const chosen = new Set(seats.map(({ segmentId, designator }) => `${segmentId} ${designator}`));
  if (places.size !== seats.length || chosen.size !== seats.length) {
    throw invalidField('services', 'One seat for each passenger and segment.', 'validation_unique');
  }
  return seats;
}

function notAllowed(field: string) {
  return invalidField(
    field,
    `Field '${field}' is not allowed for an order of type hold.`,
    `${field}_not_allowed_for_order_type`,
  );
}

/** Refuses anything but the whole sum from the balance. An instant order at yesterday's price is told so. */
export function checkPayment(
  payment: RequestData,
  { totalMinor, currency, oldTotalMinor }: { totalMinor: number; currency: string; oldTotalMinor?: number },
): void {
  payment.oneOf('type', ['balance']);
  const amount = parseAmount(payment.text('amount'));
  if (amount === undefined) throw payment.wrong('amount', 'must be a decimal');
  if (payment.text('currency') !== currency) {
    throw payment.wrong(
      'currency',
      'does not match that of the order',
      'payment_currency_does_not_match_order_currency',
    );
  }
  if (amount === totalMinor) return;
  if (amount === oldTotalMinor) throw priceChanged();
  throw payment.wrong(
    'amount',
    'does not match the total of the order',
    'payment_amount_does_not_match_order_amount',
  );
}

/** What is on account must cover the sum; without a limit it always does. */
export function requireBalance({ sandbox }: Call, amountMinor: number): void {
  const { limitMinor, paidMinor, refundedMinor } = sandbox.store.balance;
  if (limitMinor !== null && limitMinor - paidMinor + refundedMinor < amountMinor)
    throw insufficientBalance();
}
