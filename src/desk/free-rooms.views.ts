import type { PrismaService } from '../database/prisma.service.js';

export interface FreeRoomRow {
  readonly roomId: number;
  readonly roomTypeId: number;
  readonly floor: number;
  readonly number: string;
  readonly name: string;
}

/** Where a page ends, in the order rooms are given out. */
export interface RoomPlace {
  readonly floor: number;
  readonly number: string;
}

/** Rooms that can be given for the nights of `[startDate, endDate)`, by floor and number. */
export async function listFreeRooms(
  prisma: PrismaService,
  wanted: {
    readonly listingId: number;
    readonly roomTypeIds: readonly number[];
    readonly startDate: string;
    readonly endDate: string;
    readonly after?: RoomPlace | undefined;
    readonly limit: number;
  },
): Promise<FreeRoomRow[]> {
  const { floor, number } = wanted.after ?? { floor: -100, number: '' };
  return prisma.$queryRaw<FreeRoomRow[]>`
    SELECT f.room_id AS "roomId", f.sku_id AS "roomTypeId", f.floor::integer AS floor, f.number, f.name
    FROM rooms_for_nights(
      ${wanted.listingId}::integer, ${[...wanted.roomTypeIds]}::integer[], ${wanted.startDate}::date, ${wanted.endDate}::date
    ) f
    WHERE f.blocked_by IS NULL
      AND (f.floor, length(f.number), f.number) > (${floor}::integer, length(${number}::text), ${number}::text)
    ORDER BY f.floor, length(f.number), f.number
    LIMIT ${wanted.limit}::integer`;
}
