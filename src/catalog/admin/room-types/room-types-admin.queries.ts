import type { Database } from '../../../database/database-client.js';
import { noOverbookingCap } from '../../../inventory/explained-night.js';
import type { RoomTypeAdminDto } from './room-types-admin.dto.js';
import { roomTypeColumns, roomTypeTables } from './room-types-admin.views.js';

/** One room type, locked until the transaction ends. */
export async function lockRoomType(
  db: Database,
  hotelId: number,
  roomTypeId: number,
): Promise<RoomTypeAdminDto | undefined> {
  const [row] = await db.$queryRaw<RoomTypeAdminDto[]>`
    SELECT ${roomTypeColumns} FROM ${roomTypeTables}
    WHERE t.listing_id = ${hotelId} AND t.sku_id = ${roomTypeId}
    FOR NO KEY UPDATE OF t, s`;
  return row;
}

export interface RoomTypeInput {
  readonly hotelId: number;
  readonly code: string;
  readonly name: string;
  readonly description: string;
  readonly maxGuests: number;
  readonly basePriceMinor: number;
  readonly overbookingPercent: number;
  /** Null: no bound. */
  readonly overbookingCap: number | null;
}

/** Adds a room type without rooms or nights; returns its id. Violates `room_type_code_key` when the code is taken. */
export async function insertRoomType(db: Database, type: RoomTypeInput): Promise<number> {
  const [made] = await db.$queryRaw<{ skuId: number }[]>`
    WITH counted AS (
      INSERT INTO sku (listing_id, kind, base_price_minor, overbooking_percent, overbooking_cap)
      VALUES (
        ${type.hotelId}, 'room_type', ${type.basePriceMinor}::integer, ${type.overbookingPercent}::smallint,
        ${type.overbookingCap ?? noOverbookingCap}::smallint
      )
      RETURNING listing_id, sku_id
    )
    INSERT INTO room_type (listing_id, sku_id, code, name, description, max_guests)
    SELECT c.listing_id, c.sku_id, ${type.code}, ${type.name}, ${type.description}, ${type.maxGuests}::smallint
    FROM counted c
    RETURNING sku_id AS "skuId"`;
  if (made === undefined) throw new Error('a room type was inserted, and is not told of');
  return made.skuId;
}

/** Changes the fields that are there. */
export async function updateRoomType(
  db: Database,
  { hotelId, roomTypeId }: { hotelId: number; roomTypeId: number },
  changes: {
    readonly name?: string | undefined;
    readonly description?: string | undefined;
    readonly maxGuests?: number | undefined;
    readonly basePriceMinor?: number | undefined;
    readonly isActive?: boolean | undefined;
  },
): Promise<void> {
  const { basePriceMinor, isActive, ...described } = changes;
  const key = { listingId_skuId: { listingId: hotelId, skuId: roomTypeId } };
  await db.sku.update({ where: key, data: { basePriceMinor, isActive } });
  await db.roomType.update({ where: key, data: described });
}
