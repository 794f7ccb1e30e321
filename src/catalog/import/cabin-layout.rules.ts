import { spread } from './spread.js';

export type CabinClass = 'economy' | 'business';

export interface LayoutSeat {
  readonly class: CabinClass;
  readonly label: string;
  readonly row: number;
  readonly letter: string;
  readonly position: 'window' | 'middle' | 'aisle';
  /** On top of the cabin's price. */
  readonly surchargeMinor: number;
}

export interface LayoutCabin {
  readonly class: CabinClass;
  /** Assigned: every seat is sold by its label. Open: seats are only counted. */
  readonly seating: 'open' | 'assigned';
  readonly capacity: number;
}

/** How an aircraft is fitted. Flights of one layout have the same cabins and seats. */
export interface CabinLayout {
  readonly key: string;
  readonly cabins: readonly LayoutCabin[];
  /** Those of cabins with assigned seating. */
  readonly seats: readonly LayoutSeat[];
}

/** Up to this many seats passengers sit where they like. */
const maxSeatsOfOpenAircraft = 60;
/** From here on aircraft have two aisles and a larger business cabin. */
const minSeatsOfWideBody = 220;
/** From here on there is a business cabin; its seats are assigned in aircraft with two aisles. */
const minSeatsWithBusiness = 100;
const frontRows = 3;
const frontSurchargeMinor = 1_500;
const windowSurchargeMinor = 600;

/** Which airlines assign every seat of a narrow aircraft. The same airline always decides the same. */
function assignsEverySeat(airline: string): boolean {
  return spread(`seating ${airline}`, 8) === 0;
}

/**
 * Cabins and seats from the number of seats. Small aircraft have one cabin with open seating; from 100 seats on
 * there is a business cabin. Seats are assigned in the business cabin of aircraft with two aisles, and in all cabins
 * of some airlines' narrower ones. Every seat of the count is in one of the cabins.
 */
export function layoutOf(seats: number, airline: string): CabinLayout {
  const assignsAll =
    seats > maxSeatsOfOpenAircraft && seats < minSeatsOfWideBody && assignsEverySeat(airline);
  const assignsBusiness = assignsAll || seats >= minSeatsOfWideBody;
  const business = businessSeats(seats);
  const cabins: LayoutCabin[] = [
    ...(business > 0
      ? [{ class: 'business', seating: assignsBusiness ? 'assigned' : 'open', capacity: business } as const]
      : []),
    { class: 'economy', seating: assignsAll ? 'assigned' : 'open', capacity: seats - business },
  ];
  const businessRows = seatRows('business', business, 1, businessRow(seats));
  const lastBusinessRow = businessRows.at(-1)?.row ?? 0;
  return {
    key: `${seats} ${assignsAll ? 'assigned' : 'open'}`,
    cabins,
    seats: [
      ...(assignsBusiness ? businessRows : []),
      ...(assignsAll ? seatRows('economy', seats - business, lastBusinessRow + 1, economyRow(seats)) : []),
    ],
  };
}

function businessSeats(seats: number): number {
  if (seats < minSeatsWithBusiness) return 0;
  if (seats < minSeatsOfWideBody) return seats < 160 ? 8 : 12;
  return seats < 350 ? 24 : 30;
}

/** Letters of a row; a space is an aisle. */
function businessRow(seats: number): string {
  return seats < minSeatsOfWideBody ? 'AC DF' : 'AC DG HK';
}

function economyRow(seats: number): string {
  if (seats < 20) return 'A CD';
  if (seats < minSeatsWithBusiness) return 'AC DF';
  if (seats < minSeatsOfWideBody) return 'ABC DEF';
  return seats < 350 ? 'ABC DEF GHJ' : 'ABC DEFG HJK';
}

/** Fills rows with `count` seats; the last row may stay short. There is no row 13. */
function seatRows(cabin: CabinClass, count: number, firstRow: number, letters: string): LayoutSeat[] {
  const places = placesOf(letters);
  return Array.from({ length: count }, (_, index): LayoutSeat => {
    const place = places[index % places.length] ?? { letter: 'A', position: 'window' };
    const rowIndex = Math.floor(index / places.length);
    const row = skipThirteen(firstRow, rowIndex);
    return {
      class: cabin,
      label: `${row}${place.letter}`,
      row,
      ...place,
      surchargeMinor: cabin === 'business' ? 0 : surcharge(rowIndex, place.position),
    };
  });
}

function skipThirteen(firstRow: number, rowIndex: number): number {
  const row = firstRow + rowIndex;
  return firstRow <= 13 && row >= 13 ? row + 1 : row;
}

function surcharge(rowIndex: number, position: LayoutSeat['position']): number {
  return (
    (position === 'window' ? windowSurchargeMinor : 0) + (rowIndex < frontRows ? frontSurchargeMinor : 0)
  );
}

/** The places of a row by its letters; a space is an aisle. */
export function placesOf(letters: string): Pick<LayoutSeat, 'letter' | 'position'>[] {
  const groups = letters.split(' ');
  return groups.flatMap((group, groupIndex) =>
    [...group].map((letter, index) => {
      const atLeftWall = groupIndex === 0 && index === 0;
      const atRightWall = groupIndex === groups.length - 1 && index === group.length - 1;
      const atAisle = index === 0 || index === group.length - 1;
      return {
        letter,
        position: atLeftWall || atRightWall ? 'window' : atAisle ? 'aisle' : 'middle',
      } as const;
    }),
  );
}
