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
}

/**
 * Brings a room type to `wanted` rooms. Rooms that exist keep their numbers; new ones take the next free numbers from
 * `firstFloor` up (floor 3, room 7 is `307`); when there are too many, the highest numbers go.
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
    return { added: [], removed };
  }
  const added: NewRoom[] = [];
  // Every floor has a place, so this many floors always have enough free ones.
  const floors = wanted + taken.size;
  for (let floor = firstFloor; floor < firstFloor + floors; floor += 1) {
    for (let place = 1; place <= roomsPerFloor; place += 1) {
      if (existing.length + added.length === wanted) return { added, removed: [] };
      const number = roomNumber(floor, place);
      if (taken.has(number)) continue;
      taken.add(number);
      added.push({ floor, number });
    }
  }
  return { added, removed: [] };
}

function roomNumber(floor: number, place: number): string {
  const digits = String(place).padStart(2, '0');
  return floor < 0 ? `U${-floor}${digits}` : `${floor}${digits}`;
}

function byNumber(left: NumberedRoom, right: NumberedRoom): number {
  return left.number.localeCompare(right.number, 'en', { numeric: true });
}
