import type { FieldError } from '../errors/invalid-request.js';
import type { TakeHoldDto } from './hold-requests.dto.js';

/** Rooms one hold may take at most. */
const maxRooms = 10;

/** Each entry was checked for itself; this is about all of them. Empty when the request keeps to it. */
export function findQuantityFaults({ items = [] }: TakeHoldDto): FieldError[] {
  const rooms = items.reduce((sum, item) => sum + item.quantity, 0);
  if (rooms <= maxRooms) return [];
  const message = `items must not ask for more than ${maxRooms} rooms together`;
  return [{ field: 'items', code: 'max_rooms', message }];
}

/** What goes with an offer, and with nothing else. */
const offerFields = ['passengers', 'priceTolerance'] as const satisfies readonly (keyof TakeHoldDto)[];
/** What does not go with an offer. A hold of another listing cannot be swapped for it in one step. */
const notWithOffer = [
  'hotelId',
  'startDate',
  'endDate',
  'items',
  'flightId',
  'seats',
  'cabin',
  'quantity',
  'replacesHoldId',
] as const satisfies readonly (keyof TakeHoldDto)[];

/** Whether what is said of an offer goes together. Empty when the request keeps to it. */
export function findOfferFaults(request: TakeHoldDto): FieldError[] {
  const isOffer = request.offerId !== undefined;
  const misplaced = (isOffer ? notWithOffer : offerFields).filter((field) => request[field] !== undefined);
  const faults = misplaced.map((field) => ({
    field,
    code: 'not_together',
    message: isOffer ? `${field} does not go with offerId` : `${field} goes with offerId`,
  }));
  if (isOffer && request.passengers === undefined) {
    faults.push({ field: 'passengers', code: 'required', message: 'passengers goes with offerId' });
  }
  return faults;
}

/** A price in another currency cannot be compared with the listing's. */
export function findCurrencyFaults({ expectedTotal }: TakeHoldDto, currency: string): FieldError[] {
  if (expectedTotal === undefined || expectedTotal.currency === currency) return [];
  const message = `expectedTotal.currency must be ${currency}`;
  return [{ field: 'expectedTotal.currency', code: 'other_currency', message }];
}
