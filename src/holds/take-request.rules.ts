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

/** A price in another currency cannot be compared with the listing's. */
export function findCurrencyFaults({ expectedTotal }: TakeHoldDto, currency: string): FieldError[] {
  if (expectedTotal === undefined || expectedTotal.currency === currency) return [];
  const message = `expectedTotal.currency must be ${currency}`;
  return [{ field: 'expectedTotal.currency', code: 'other_currency', message }];
}
