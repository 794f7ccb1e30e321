import { placesOf } from '../../import/cabin-layout.rules.js';
import type { CabinClass } from '../../flights.dto.js';

/** A cabin where passengers sit where they like. */
export interface OpenCabinPlan {
  readonly class: CabinClass;
  readonly seating: 'open';
  readonly capacity: number;
}

/** A cabin whose seats are sold by their label. */
export interface AssignedCabinPlan {
  readonly class: CabinClass;
  readonly seating: 'assigned';
  readonly firstRow: number;
  readonly lastRow: number;
  /** Of a full row; a space is an aisle: `ABC DEF`. */
  readonly letters: string;
  /** Seats that are missing, such as those of a row 13. */
  readonly without: readonly string[];
  /** Rows from the front that may cost more. */
  readonly frontRows: number;
}

export type CabinPlan = OpenCabinPlan | AssignedCabinPlan;

export interface PlannedSeat {
  readonly label: string;
  readonly row: number;
  readonly letter: string;
  readonly position: 'window' | 'middle' | 'aisle';
  readonly isFront: boolean;
}

/** The seats of a cabin, from the front; none where seating is open. */
export function seatsOf(cabin: CabinPlan): PlannedSeat[] {
  if (cabin.seating === 'open') return [];
  const { firstRow, lastRow, letters, without, frontRows } = cabin;
  const places = placesOf(letters);
  const rows = Array.from({ length: Math.max(0, lastRow - firstRow + 1) }, (_, index) => firstRow + index);
  return rows.flatMap((row) =>
    places
      .map(({ letter, position }) => ({
        label: `${row}${letter}`,
        row,
        letter,
        position,
        isFront: row < firstRow + frontRows,
      }))
      .filter(({ label }) => !without.includes(label)),
  );
}

/** How many sit in a cabin. */
export function capacityOf(cabin: CabinPlan): number {
  return cabin.seating === 'open' ? cabin.capacity : seatsOf(cabin).length;
}

/** What is wrong with a map, field by field; empty when flights can be made from it. `seats` is what the aircraft has. */
export function faultsOf(cabins: readonly CabinPlan[], seats: number): { field: string; message: string }[] {
  const faults: { field: string; message: string }[] = [];
  const classes = new Set<string>();
  const labels = new Set<string>();
  for (const [index, cabin] of cabins.entries()) {
    const field = `cabins.${index}`;
    if (classes.has(cabin.class))
      faults.push({ field: `${field}.class`, message: `${cabin.class} is there twice` });
    classes.add(cabin.class);
    if (capacityOf(cabin) === 0) faults.push({ field, message: `${field} has no seats` });
    for (const { label } of seatsOf(cabin)) {
      if (labels.has(label)) {
        faults.push({ field, message: `${field}: another cabin has seat ${label}` });
        break;
      }
      labels.add(label);
    }
    if (cabin.seating === 'assigned' && hasRepeats(cabin.letters.replaceAll(' ', ''))) {
      faults.push({ field: `${field}.letters`, message: `${field}.letters has a letter twice` });
    }
  }
  const total = cabins.reduce((sum, cabin) => sum + capacityOf(cabin), 0);
  if (total > seats) {
    faults.push({ field: 'cabins', message: `cabins have ${total} seats, the aircraft has ${seats}` });
  }
  return faults;
}

function hasRepeats(letters: string): boolean {
  return new Set(letters).size < letters.length;
}
