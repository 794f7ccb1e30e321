import type { FieldError } from '../errors/invalid-request.js';
import type { TakeHoldDto } from './hold-requests.dto.js';

const maxRooms = 10;
const maxPlaces = 9;

/** What one hold may take at most; empty when the request keeps to it. */
export function findQuantityFaults({ items, quantity }: TakeHoldDto): FieldError[] {
  const faults: FieldError[] = [];
  const rooms = items?.reduce((sum, item) => sum + item.quantity, 0) ?? 0;
  if ((items?.length ?? 0) > maxRooms) {
    const message = `items must not have more than ${maxRooms} entries`;
    faults.push({ field: 'items', code: 'array_max_size', message });
  }
  if (rooms > maxRooms) {
    const message = `items must not ask for more than ${maxRooms} rooms together`;
    faults.push({ field: 'items', code: 'max_rooms', message });
  }
  if ((quantity ?? 0) > maxPlaces) {
    const message = `quantity must not be greater than ${maxPlaces}`;
    faults.push({ field: 'quantity', code: 'max', message });
  }
  return faults;
}

/** A price in another currency cannot be compared with the listing's. */
export function findCurrencyFaults({ expectedTotal }: TakeHoldDto, currency: string): FieldError[] {
  if (expectedTotal === undefined || expectedTotal.currency === currency) return [];
  const message = `expectedTotal.currency must be ${currency}`;
  return [{ field: 'expectedTotal.currency', code: 'other_currency', message }];
}
