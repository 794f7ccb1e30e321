import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../audit/actor.js';
import { writeAudit } from '../../../audit/write-audit.js';
import { AppConfig } from '../../../config/app-config.js';
import type { Database } from '../../../database/database-client.js';
import { inTransaction } from '../../../database/in-transaction.js';
import { PrismaService } from '../../../database/prisma.service.js';
import { violates } from '../../../database/sql-error.js';
import { DomainError } from '../../../errors/domain-error.js';
import { invalidField } from '../../../errors/invalid-request.js';
import { cursorCodec } from '../../../http/cursor.js';
import { assertCurrent } from '../../../http/etag.js';
import { toPage, type Page } from '../../../http/page.dto.js';
import { InventoryService } from '../../../inventory/inventory.service.js';
import { hotelNotFound, roomTypesNotFound } from '../../catalog.errors.js';
import { maxFloor } from '../../floors.js';
import { insertRooms, lockHotelRooms, lockRooms, openNights } from '../../import/room-import.queries.js';
import { planRooms } from '../../import/room-numbers.rules.js';
import { findHotel } from '../hotels/hotels-admin.views.js';
import type { ChangeBy } from '../change-by.js';
import { minorOf } from '../price.dto.js';
import { removeParts } from '../removal.js';
import type {
  NewRoomTypeDto,
  RoomTypeAdminDto,
  RoomTypeChangesDto,
  RoomTypeMadeDto,
  RoomTypesAdminQuery,
} from './room-types-admin.dto.js';
import { insertRoomType, lockRoomType, updateRoomType } from './room-types-admin.queries.js';
import { findRoomType, listRoomTypes } from './room-types-admin.views.js';

const roomTypeCursor = cursorCodec('room types of administrators', ['id']);

/** What administrators do to room types. */
@Injectable()
export class RoomTypesAdminService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly inventory: InventoryService,
    private readonly config: AppConfig,
  ) {}

  /** Room types of a hotel by id, retired ones too. Errors: `hotel_not_found`, `invalid_cursor`. */
  async list(
    hotelId: number,
    { limit, cursor, isActive }: RoomTypesAdminQuery,
  ): Promise<Page<RoomTypeAdminDto>> {
    const afterId = cursor === undefined ? 0 : roomTypeCursor.decode(cursor)[0];
    const rows = await listRoomTypes(this.prisma, { hotelId, afterId, limit: limit + 1, isActive });
    if (rows.length === 0) await getHotel(this.prisma, hotelId);
    return toPage(rows, limit, (last) => roomTypeCursor.encode([last.roomTypeId]));
  }

  /** Error: `room_type_not_found`. */
  async get(hotelId: number, roomTypeId: number): Promise<RoomTypeAdminDto> {
    return getRoomType(this.prisma, hotelId, roomTypeId);
  }

  /**
   * Adds a room type with its rooms, and opens its nights up to the horizon: each has as many units as there are rooms in
   * service. Errors: `hotel_not_found`, `room_type_code_taken`, 400 for a price in another currency, and for rooms there is no
   * place for.
   */
  async add(hotelId: number, type: NewRoomTypeDto, actor: Actor): Promise<RoomTypeMadeDto> {
    try {
      const made = await inTransaction(this.prisma, async (tx) => {
        await lockHotelRooms(tx, [hotelId]);
        const hotel = await getHotel(tx, hotelId);
        const skuId = await insertRoomType(tx, {
          hotelId,
          code: type.code,
          name: type.name,
          description: type.description ?? '',
          maxGuests: type.maxGuests,
          basePriceMinor: minorOf('basePrice', type.basePrice, hotel.currency),
          overbookingPercent: type.overbookingPercent ?? hotel.overbookingPercent,
          // Null is a bound that was taken away, not one that was left out.
          overbookingCap: type.overbookingCap === undefined ? hotel.overbookingCap : type.overbookingCap,
        });
        const roomsAdded = await buildRooms(tx, { hotelId, skuId, type });
        const nightsOpened = await openNights(
          tx,
          [{ listingId: hotelId, skuId, isNew: true }],
          this.config.bookingHorizonDays,
        );
        const after = await getRoomType(tx, hotelId, skuId);
        const told = { ...after, roomsAdded };
        await writeAudit(tx, actor, { action: 'created', ...subject(after), after: told });
        return { ...told, nightsOpened };
      });
      this.inventory.noteChange([hotelId]);
      return made;
    } catch (error) {
      if (!violates(error, 'room_type_code_key')) throw error;
      const message = `Hotel ${hotelId} has a room type ${type.code} already`;
      throw new DomainError(
        'conflict',
        'room_type_code_taken',
        message,
        { code: type.code },
        { cause: error },
      );
    }
  }

  /**
   * Changes what was read, retires a room type or brings it back, with the nights that were not opened meanwhile. Holds keep
   * the price they froze. Errors: `room_type_not_found`, `precondition_failed`, 400 for a price in another currency.
   */
  async change(
    hotelId: number,
    roomTypeId: number,
    { basePrice, ...changes }: RoomTypeChangesDto,
    { actor, ifMatch }: ChangeBy,
  ): Promise<RoomTypeAdminDto> {
    const after = await inTransaction(this.prisma, async (tx) => {
      // Before any row: nights may have to be opened.
      if (changes.isActive === true) await lockHotelRooms(tx, [hotelId]);
      const before = await lockRoomType(tx, hotelId, roomTypeId);
      if (before === undefined) throw roomTypesNotFound(hotelId, [roomTypeId]);
      assertCurrent(ifMatch, before);
      const basePriceMinor =
        basePrice === undefined ? undefined : minorOf('basePrice', basePrice, before.basePrice.currency);
      await updateRoomType(tx, { hotelId, roomTypeId }, { ...changes, basePriceMinor });
      const changed = await getRoomType(tx, hotelId, roomTypeId);
      const action =
        before.isActive === changed.isActive ? 'changed' : changed.isActive ? 'restored' : 'retired';
      const nightsOpened =
        action === 'restored'
          ? await openNights(
              tx,
              [{ listingId: hotelId, skuId: roomTypeId, isNew: false }],
              this.config.bookingHorizonDays,
            )
          : 0;
      const told = nightsOpened === 0 ? changed : { ...changed, nightsOpened };
      await writeAudit(tx, actor, { action, ...subject(changed), before, after: told });
      return changed;
    });
    this.inventory.noteChange([hotelId]);
    return after;
  }

  /** Removes a room type that was never booked, with its rooms and nights. Errors as `removeParts`, `room_type_not_found`, 412. */
  async remove(hotelId: number, roomTypeId: number, { actor, ifMatch }: ChangeBy): Promise<void> {
    await inTransaction(this.prisma, async (tx) => {
      await lockHotelRooms(tx, [hotelId]);
      const before = await lockRoomType(tx, hotelId, roomTypeId);
      if (before === undefined) throw roomTypesNotFound(hotelId, [roomTypeId]);
      assertCurrent(ifMatch, before);
      await removeParts(tx, hotelId, [roomTypeId]);
      await writeAudit(tx, actor, { action: 'removed', ...subject(before), before });
    });
    this.inventory.noteChange([hotelId]);
  }
}

function subject({ hotelId, roomTypeId }: RoomTypeAdminDto) {
  return { kind: 'room_type', id: roomTypeId, listingId: hotelId } as const;
}

async function getHotel(db: Database, hotelId: number) {
  const hotel = await findHotel(db, hotelId);
  if (hotel === undefined) throw hotelNotFound(hotelId);
  return hotel;
}

async function getRoomType(db: Database, hotelId: number, roomTypeId: number): Promise<RoomTypeAdminDto> {
  const type = await findRoomType(db, hotelId, roomTypeId);
  if (type === undefined) throw roomTypesNotFound(hotelId, [roomTypeId]);
  return type;
}

/** The rooms a new type begins with, under the lock of the hotel's rooms. */
async function buildRooms(
  tx: Database,
  { hotelId, skuId, type }: { hotelId: number; skuId: number; type: NewRoomTypeDto },
): Promise<number> {
  const { rooms: wanted = 0, firstFloor = 1, roomsPerFloor = 20, name } = type;
  if (wanted === 0) return 0;
  const taken = new Set((await lockRooms(tx, [hotelId])).map(({ number }) => number));
  const { added, missing } = planRooms({ existing: [], wanted, firstFloor, roomsPerFloor, taken });
  if (missing > 0) {
    const message = `There is no place for ${missing} of the ${wanted} rooms up to floor ${maxFloor}`;
    throw invalidField('rooms', 'no_place', message);
  }
  await insertRooms(
    tx,
    added.map((room) => ({ ...room, listingId: hotelId, skuId, name: `${name} ${room.number}` })),
  );
  return added.length;
}
