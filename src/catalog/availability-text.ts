import type { FreeNights } from '../inventory/free-nights.views.js';
import { JsonText } from '../read-cache/json-text.js';
import type { Night } from '../stays/night.js';
import type { BookableHotel } from './listing.views.js';

/**
 * `AvailabilityDto` without explanations, as JSON: the text that `JSON.stringify` would make of it, at less than half the
 * cost. A room type that has no inventory at all has nothing free.
 */
export function availabilityText(
  { hotelId, roomTypes }: Pick<BookableHotel, 'hotelId' | 'roomTypes'>,
  stay: { startDate: Night; endDate: Night; nights: readonly Night[] },
  free: FreeNights,
): JsonText {
  const beginnings = stay.nights.map((night) => `{"date":"${night}","available":`);
  const types: string[] = [];
  for (const [roomTypeId, { code, name }] of roomTypes) {
    const numbers = free.get(roomTypeId);
    let nights = '';
    for (const [index, beginning] of beginnings.entries()) {
      nights += `${index === 0 ? '' : ','}${beginning}${numbers?.[index] ?? 0}}`;
    }
    const named = `"code":${JSON.stringify(code)},"name":${JSON.stringify(name)}`;
    types.push(`{"roomTypeId":${roomTypeId},${named},"nights":[${nights}]}`);
  }
  const { startDate, endDate } = stay;
  return new JsonText(
    `{"hotelId":${hotelId},"startDate":"${startDate}","endDate":"${endDate}","roomTypes":[${types.join(',')}]}`,
  );
}
