import { maxFloor } from '../floors.js';

/** A room that exists. */
export interface NumberedRoom {
  readonly roomId: number;
  readonly number: string;
  readonly isAvailable: boolean;
}

export interface NewRoom {
  readonly floor: number;
  readonly number: string;
}

/** Rooms to build and to close so that a room type has as many as it should. */
export interface RoomPlan {
  readonly added: readonly NewRoom[];
  readonly removed: readonly NumberedRoom[];
  /** Rooms there is no place for up to the highest floor; then none is added. */
  readonly missing: number;
}

/**
 * Brings a room type to `wanted` rooms. Rooms that exist keep their numbers; new ones take the next free numbers from
 * `firstFloor` up (floor 3, room 7 is `307`), as high as a room can be; when there are too many, the highest numbers go.
 *
 * @param taken the numbers in use in the whole hotel; the new ones are added to it.
 */
export function planRooms(options: {
  existing: readonly NumberedRoom[];
  wanted: number;
  firstFloor: number;
  roomsPerFloor: number;
  taken: Set<string>;
}): RoomPlan {
  const { existing, wanted, firstFloor, roomsPerFloor, taken } = options;
  if (existing.length >= wanted) {
    const removed = existing.toSorted(byNumber).slice(wanted);
    for (const room of removed) taken.delete(room.number);
    return { added: [], removed, missing: 0 };
  }
  const added: NewRoom[] = [];
  for (let floor = firstFloor; floor <= maxFloor; floor += 1) {
    for (let place = 1; place <= roomsPerFloor; place += 1) {
      if (existing.length + added.length === wanted) break;
      const number = roomNumber(floor, place);
      if (!taken.has(number)) added.push({ floor, number });
    }
  }
  const missing = wanted - existing.length - added.length;
  if (missing > 0) return { added: [], removed: [], missing };
  for (const { number } of added) taken.add(number);
  return { added, removed: [], missing };
}

function roomNumber(floor: number, place: number): string {
  const digits = String(place).padStart(2, '0');
  return floor < 0 ? `U${-floor}${digits}` : `${floor}${digits}`;
}

function byNumber(left: NumberedRoom, right: NumberedRoom): number {
  return left.number.localeCompare(right.number, 'en', { numeric: true });
}
