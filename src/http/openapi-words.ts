import { exampleEndDate, exampleStartDate } from '../catalog/example-dates.js';
import type { Schema } from './openapi-types.js';

/**
 * What a field is wherever it turns up. A DTO says it itself where there is more to say; `npm run check` asks for a
 * comment where neither does.
 */
const words: Readonly<Record<string, string>> = {
  action: 'What was done.',
  address: 'Street and place.',
  aircraft: 'The type of the aircraft.',
  airline: 'The airline, by its IATA code.',
  amount: 'How much money.',
  arrivesAt: 'When it arrives.',
  bookedAt: 'When it was booked.',
  bookingReference: 'What the airline calls the booking.',
  bytes: 'Its size in bytes.',
  cabin: 'The cabin.',
  cabins: 'By cabin.',
  canceledAt: 'When it was canceled.',
  caption: 'What it shows.',
  checkInTime: 'From when rooms are ready, local time.',
  checkOutTime: 'Until when rooms must be left, local time.',
  checkedInAt: 'When the guest checked in.',
  checkedOutAt: 'When the guest checked out.',
  city: 'The city.',
  class: 'The cabin.',
  code: 'Its short name.',
  country: 'The country: ISO 3166, two letters.',
  createdAt: 'When it was made.',
  currency: 'ISO 4217.',
  data: 'More about it.',
  date: 'The night, or the date of departure.',
  departsAt: 'When it departs.',
  description: 'What there is to say about it.',
  destination: 'The airport of arrival, by its IATA code.',
  detail: 'More about it.',
  endDate: 'The day after the last night.',
  endedAt: 'When it ended.',
  familyName: 'The family name.',
  file: 'The file.',
  first: 'The first part of the address.',
  firstFloor: 'The floor of the first of them.',
  flightNumber: 'The airline and the number of the flight.',
  floor: 'The floor.',
  from: 'How it was before.',
  givenName: 'The given names.',
  guestId: 'Whose it is.',
  height: 'In pixels.',
  heldWeightPercent: 'How much of what is only held counts towards occupancy, in percent.',
  holdId: 'The hold.',
  hotelCode: 'The code of the hotel, the same in every installation.',
  hotelId: 'The hotel.',
  iata: 'The IATA code.',
  isFinal: 'Where it applies, no rule of lower priority does.',
  kind: 'What kind of thing it is.',
  listingId: 'The hotel or the flight, by its id.',
  maxGuests: 'People one room takes.',
  name: 'The name.',
  note: 'What an administrator wrote about it.',
  number: 'The number.',
  occurredAt: 'When it happened.',
  origin: 'The airport of departure, by its IATA code.',
  overbookingCap: 'How many more may be sold than there are, in units at most.',
  overbookingPercent: 'How many more may be sold than there are, in percent.',
  paidAt: 'When it was paid.',
  percent: 'How much, in percent.',
  position: 'Where in its row it is.',
  priority: 'Rules of higher priority are applied first.',
  reason: 'Why.',
  receivedAt: 'When it came.',
  renditions: 'The same picture in other widths and formats.',
  resolvedAt: 'When it was settled.',
  roomTypes: 'By room type.',
  rooms: 'The rooms.',
  roomsAdded: 'Rooms that were made.',
  roomsPerFloor: 'How many are on one floor.',
  seat: 'Row and letter of the seat.',
  seating: 'Whether seats are chosen, or only counted.',
  seats: 'Rows and letters of the seats.',
  seatsLeft: 'By how many seats are left.',
  second: 'The second part of the address.',
  startDate: 'The first night.',
  startedAt: 'When it was begun.',
  status: 'The state it is in.',
  timezone: 'IANA name of its time zone.',
  to: 'How it is now.',
  token: 'What was given for this.',
  total: 'All of it together.',
  type: 'What kind it is.',
  updatedAt: 'When it was changed last.',
  via: 'What it was done through.',
  weekdays: 'The days of the week it is for.',
  width: 'In pixels.',
  words: 'The same in words.',
};

/** What a field of this name is, or undefined when the name alone does not say it. */
export function describeName(name: string): string | undefined {
  const known = words[name];
  if (known !== undefined) return known;
  const [, subject] = /^(\w+)Id$/.exec(name) ?? [];
  return subject === undefined ? undefined : `The id of the ${toWords(subject)}.`;
}

/** `roomType` → `room type` */
function toWords(name: string): string {
  return name.replaceAll(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`);
}

/** A part of the sample catalogue, by the name of its id. */
const sampleIds: Readonly<Record<string, number>> = { flightId: 19 };
const sampleUuid = '019c2f40-7e1a-8d11-9c3e-5f2a00000001';

/** What such a value looks like, or undefined when neither its name nor its schema says it. */
export function exampleOf(name: string, schema: Schema): unknown {
  const types: readonly unknown[] = [schema.type].flat();
  if (schema.enum !== undefined) return schema.enum[0];
  if (types.includes('boolean')) return schema.default ?? true;
  if (types.includes('integer') && name.endsWith('Id')) return sampleIds[name] ?? 1;
  // The least a number can be is no example where that is below zero: nobody has a floor −9.
  if (types.includes('integer') || types.includes('number'))
    return schema.default ?? Math.max(schema.minimum ?? 1, 0);
  if (!types.includes('string')) return undefined;
  if (schema.format === 'uuid') return sampleUuid;
  if (schema.format === 'date') return name.startsWith('end') ? exampleEndDate() : exampleStartDate();
  if (schema.format === 'date-time') return `${exampleStartDate()}T12:00:00.000Z`;
  return textExamples[name];
}

const textExamples: Readonly<Record<string, string>> = {
  cursor: 'eyJ2IjoxfQ',
  address: 'Rua do Ouro 1',
  at: '18:00',
  description: 'Quiet, and close to the river.',
  guestId: 'alice',
  name: 'Riverside',
  requestId: '7f0a3c1e-5a55-4a8e-9d0c-2f3f1f8f0a11',
  seat: '2A',
};
