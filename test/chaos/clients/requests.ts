import type { Hotel } from '../harness/catalogue.js';
import type { Request } from '../history.js';
import type { Random } from '../random.js';
import type { Wish } from './wishes.js';

/** How often a request that changes something carries an Idempotency-Key. */
const keyShare = 0.75;
const chosenIdShare = 0.3;

export function take(random: Random, { body }: Pick<Wish, 'body'>): Request {
  return keyed(random, { kind: 'take', method: 'POST', path: '/v1/holds', body });
}

export function swap(random: Random, { body }: Wish, replacesHoldId: string): Request {
  const swapped = { ...body, replacesHoldId };
  return keyed(random, {
    kind: 'swap',
    method: 'POST',
    path: '/v1/holds',
    body: swapped,
    about: replacesHoldId,
  });
}

export function extend(random: Random, holdId: string): Request {
  const body = random.chance(0.5) ? {} : { seconds: random.int(1, 5) };
  return keyed(random, {
    kind: 'extend',
    method: 'POST',
    path: `/v1/holds/${holdId}/extend`,
    body,
    about: holdId,
  });
}

export function release(random: Random, holdId: string): Request {
  return keyed(random, { kind: 'release', method: 'DELETE', path: `/v1/holds/${holdId}`, about: holdId });
}

export function pay(random: Random, holdId: string, paymentMethodId: string): Request {
  const body = { holdId, paymentMethodId, ...chosenId(random) };
  return keyed(random, { kind: 'pay', method: 'POST', path: '/v1/reservations', body, about: holdId });
}

export function book(random: Random, { body: wish }: Pick<Wish, 'body'>, paymentMethodId: string): Request {
  const body = { ...wish, paymentMethodId, ...chosenId(random) };
  return keyed(random, { kind: 'book', method: 'POST', path: '/v1/reservations', body });
}

/** @param quoteId of a supplier's flight */
export function cancel(random: Random, reservationId: string, quoteId?: string): Request {
  const path = `/v1/reservations/${reservationId}${quoteId === undefined ? '' : `?quoteId=${quoteId}`}`;
  return keyed(random, { kind: 'cancel', method: 'DELETE', path, about: reservationId });
}

export function quoteCancel(reservationId: string): Request {
  return read('quoteCancel', `/v1/reservations/${reservationId}/cancellation-quote`, reservationId);
}

export function searchOffers(query: string): Request {
  return read('searchOffers', `/v1/flight-offers?${query}`);
}

export function readHold(holdId: string): Request {
  return read('readHold', `/v1/holds/${holdId}`, holdId);
}

export function readReservation(reservationId: string): Request {
  return read('readReservation', `/v1/reservations/${reservationId}`, reservationId);
}

export function listHolds(): Request {
  return read('listHolds', '/v1/holds?limit=20');
}

export function listReservations(): Request {
  return read('listReservations', '/v1/reservations?limit=20');
}

export function availability({ hotelId, nights }: Hotel): Request {
  const path = `/v1/hotels/${hotelId}/availability?startDate=${nights[0]}&endDate=${nights.at(-1)}`;
  return read('availability', path);
}

export function setTotal(random: Random, body: object): Request {
  return withKey({
    kind: 'setTotal',
    method: 'PUT',
    path: '/v1/admin/inventory',
    body,
    intent: random.uuid(),
  });
}

/** The same request under a key, named by what is meant. */
export function withKey(request: Request): Request {
  return { ...request, key: request.key ?? request.intent };
}

function keyed(random: Random, request: Omit<Request, 'intent'>): Request {
  const intent = random.uuid();
  return { ...request, intent, ...(random.chance(keyShare) && { key: intent }) };
}

function read(kind: Request['kind'], path: string, about?: string): Request {
  return { kind, method: 'GET', path, intent: 'read', ...(about !== undefined && { about }) };
}

function chosenId(random: Random): { reservationId?: string } {
  return random.chance(chosenIdShare) ? { reservationId: random.uuid() } : {};
}
