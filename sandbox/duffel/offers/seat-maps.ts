import { createHash } from 'node:crypto';
import { draw } from '../../common/seeded.js';
import { isLive, type StoredOffer } from '../state/objects.js';
import type { Store } from '../state/store.js';
import { cabinsOf, type CabinLayout } from '../world/cabins.js';
import { flightKey, type Flight } from '../world/timetable.js';
import { amountText } from './money.js';

/** A seat on sale to one passenger of an offer. */
export interface SeatService {
  readonly id: string;
  readonly segmentId: string;
  readonly passengerId: string;
  readonly designator: string;
  readonly amountMinor: number;
}

interface Known {
  readonly store: Store;
  readonly seed: number;
  readonly now: number;
}

const exitRowFrom = 10;
const takenShare = 0.35;
/** One offer in twelve comes from an airline that shows no seats. */
const withoutMapsShare = 1 / 12;

/** Empty where the airline has no seat maps. */
export function seatMapsOf(known: Known, offer: StoredOffer): object[] {
  if (draw(known.seed, `no seats:${offer.flights[0]?.airline}`) < withoutMapsShare) return [];
  return offer.flights.map((flight, index) => ({
    id: `sea_${serviceHash(`${offer.id}:${index}`)}`,
    slice_id: offer.sliceId,
    segment_id: offer.segmentIds[index],
    cabins: cabinsOf(flight.aircraft).map((layout) => cabinObject(known, { offer, flight, index, layout })),
  }));
}

/** The seat with this service id, if the offer has it and it is free. */
export function findSeat(known: Known, offer: StoredOffer, serviceId: string): SeatService | undefined {
  for (const [index, flight] of offer.flights.entries()) {
    const taken = takenSeats(known, flight);
    for (const layout of cabinsOf(flight.aircraft)) {
      for (const designator of designators(layout)) {
        const seats = servicesOf({ offer, index, layout }, designator, taken.has(designator));
        const found = seats.find(({ id }) => id === serviceId);
        if (found) return isTaken(known.seed, flight, designator) ? undefined : found;
      }
    }
  }
  return undefined;
}

interface Cabin {
  readonly offer: StoredOffer;
  readonly index: number;
  readonly layout: CabinLayout;
}

function cabinObject(known: Known, cabin: Cabin & { flight: Flight }): object {
  const { layout, flight } = cabin;
  const taken = takenSeats(known, flight);
  const isExit = (row: number) => layout.cabin === 'economy' && row === layout.firstRow + exitRowFrom;
  const rows = Array.from({ length: layout.rows }, (_, index) => layout.firstRow + index);
  const seatRow = (row: number) => ({
    sections: layout.sections.map((letters) => ({
      elements: [...letters].map((letter) => {
        const designator = `${row}${letter}`;
        const isGone = taken.has(designator) || isTaken(known.seed, flight, designator);
        return {
          type: 'seat',
          designator,
          name: isExit(row) ? 'Exit row seat' : null,
          disclosures: isExit(row) ? ['Do not seat children in exit row seats'] : [],
          available_services: servicesOf(cabin, designator, isGone).map((seat) => ({
            id: seat.id,
            passenger_id: seat.passengerId,
            total_amount: amountText(seat.amountMinor),
            total_currency: cabin.offer.currency,
          })),
        };
      }),
    })),
  });
  const gangway = (type: string) => ({ sections: layout.sections.map(() => ({ elements: [{ type }] })) });
  return {
    deck: 0,
    cabin_class: layout.cabin,
    aisles: layout.sections.length - 1,
    wings:
      layout.cabin === 'economy'
        ? { first_row_index: exitRowFrom - 2, last_row_index: exitRowFrom + 4 }
        : null,
    rows: [
      ...rows.flatMap((row) => (isExit(row) ? [gangway('exit_row'), seatRow(row)] : [seatRow(row)])),
      gangway('lavatory'),
    ],
  };
}

/** What the seat costs each passenger who may sit there: only in the cabin of the offer, and not on a lap. */
function servicesOf({ offer, index, layout }: Cabin, designator: string, isGone: boolean): SeatService[] {
  if (isGone || layout.cabin !== offer.cabin) return [];
  return offer.passengers
    .filter(({ type }) => type !== 'infant_without_seat')
    .map((passenger) => ({
      id: `ase_${serviceHash(`${offer.id}:${index}:${designator}:${passenger.id}`)}`,
      segmentId: offer.segmentIds[index] ?? '',
      passengerId: passenger.id,
      designator,
      amountMinor: priceOfSeat(layout, designator),
    }));
}

function priceOfSeat({ cabin, firstRow, sections }: CabinLayout, designator: string): number {
  if (cabin !== 'economy') return 0;
  const row = Number.parseInt(designator, 10) - firstRow;
  const letter = designator.at(-1) ?? '';
  if (row === exitRowFrom) return 3_500;
  if (row < 4) return 2_500;
  const letters = sections.join('');
  const isAtWindow = letter === letters[0] || letter === letters.at(-1);
  const isAtAisle = sections.some((section) => section.startsWith(letter) || section.endsWith(letter));
  return isAtWindow || isAtAisle ? 1_200 : 0;
}

function designators({ firstRow, rows, sections }: CabinLayout): string[] {
  const letters = [...sections.join('')];
  return Array.from({ length: rows }, (_, index) =>
    letters.map((letter) => `${firstRow + index}${letter}`),
  ).flat();
}

/** Sold by others, who never give a seat back. */
function isTaken(seed: number, flight: Flight, designator: string): boolean {
  return draw(seed, `seat:${flightKey(flight)}:${designator}`) < takenShare;
}

/** Seats that orders in these books have on the flight. */
function takenSeats({ store, now }: Known, flight: Flight): Set<string> {
  const key = flightKey(flight);
  const taken = new Set<string>();
  for (const order of store.ordersOnFlight(key)) {
    if (!isLive(order, now)) continue;
    const index = order.offer.flights.findIndex((each) => flightKey(each) === key);
    const segmentId = order.offer.segmentIds[index];
    for (const seat of order.services) if (seat.segmentId === segmentId) taken.add(seat.designator);
  }
  return taken;
}

function serviceHash(subject: string): string {
  return `0000${createHash('sha256').update(subject).digest('hex').slice(0, 18)}`;
}
