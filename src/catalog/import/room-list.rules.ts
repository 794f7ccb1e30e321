/** A room there is. */
export interface StandingRoom {
  readonly roomId: number;
  readonly skuId: number;
  readonly number: string;
  readonly floor: number;
  readonly name: string;
  readonly isAvailable: boolean;
  /** A guest has it: the room cannot go, nor become one of another type, while somebody sleeps there. */
  readonly isOccupied: boolean;
}

/** A room as a line of rooms.csv has it. */
export interface ListedRoom {
  readonly line: number;
  readonly skuId: number;
  readonly number: string;
  readonly floor: number;
  /** Null: nothing is said of it. */
  readonly name: string | null;
  readonly isAvailable: boolean | null;
}

export type RoomTerms = Omit<StandingRoom, 'roomId' | 'isOccupied'>;

export interface RoomListPlan {
  /** In the order of the list. */
  readonly added: readonly RoomTerms[];
  readonly changed: readonly { readonly before: StandingRoom; readonly after: StandingRoom }[];
  readonly removed: readonly StandingRoom[];
  /** Lines that would give a room with a guest another type: the room stays as it is. */
  readonly refused: readonly ListedRoom[];
  /** Rooms that are not in the list and stay, because a guest has them. */
  readonly kept: readonly StandingRoom[];
}

/**
 * Brings the rooms of a hotel to what a list says; rooms are found again by their number. Rooms of the types in `skuIds` that
 * are neither in the list nor among the numbers `spared` go.
 */
export function planRoomList({
  standing,
  listed,
  skuIds,
  spared,
}: {
  readonly standing: readonly StandingRoom[];
  readonly listed: readonly ListedRoom[];
  readonly skuIds: ReadonlySet<number>;
  readonly spared: ReadonlySet<string>;
}): RoomListPlan {
  const roomOf = new Map(standing.map((room) => [room.number, room]));
  const numbers = new Set(listed.map(({ number }) => number));
  const added: RoomTerms[] = [];
  const changed: { before: StandingRoom; after: StandingRoom }[] = [];
  const refused: ListedRoom[] = [];
  for (const room of listed) {
    const { skuId, number, floor, name, isAvailable } = room;
    const before = roomOf.get(number);
    if (before === undefined) {
      added.push({ skuId, number, floor, name: name ?? '', isAvailable: isAvailable ?? true });
    } else if (before.isOccupied && before.skuId !== skuId) {
      refused.push(room);
    } else {
      const after = {
        ...before,
        skuId,
        floor,
        name: name ?? before.name,
        isAvailable: isAvailable ?? before.isAvailable,
      };
      if (isOther(before, after)) changed.push({ before, after });
    }
  }
  const gone = standing.filter(
    ({ skuId, number }) => skuIds.has(skuId) && !numbers.has(number) && !spared.has(number),
  );
  return {
    added,
    changed,
    removed: gone.filter(({ isOccupied }) => !isOccupied),
    refused,
    kept: gone.filter(({ isOccupied }) => isOccupied),
  };
}

function isOther(before: RoomTerms, after: RoomTerms): boolean {
  return (['skuId', 'floor', 'name', 'isAvailable'] as const).some((key) => before[key] !== after[key]);
}
