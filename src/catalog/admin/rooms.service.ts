import { Injectable } from '@nestjs/common';
import type { Actor } from '../../audit/actor.js';
import { writeAudit } from '../../audit/write-audit.js';
import type { Database } from '../../database/database-client.js';
import { inTransaction } from '../../database/in-transaction.js';
import { PrismaService } from '../../database/prisma.service.js';
import { violates } from '../../database/sql-error.js';
import { DomainError } from '../../errors/domain-error.js';
import type { Room } from '../../generated/prisma/client.js';
import { cursorCodec } from '../../http/cursor.js';
import { assertCurrent } from '../../http/etag.js';
import { toPage, type Page } from '../../http/page.dto.js';
import { InventoryService } from '../../inventory/inventory.service.js';
import { hotelNotFound, roomNotFound, roomTypesNotFound } from '../catalog.errors.js';
import { lockHotelRooms } from '../import/room-import.queries.js';
import { findHotel } from './hotels/hotels-admin.views.js';
import type { ChangeBy } from './change-by.js';
import { stillUsed } from './removal.js';
import {
  changeRoomAvailability,
  changeRoomType,
  deleteRoom,
  describeRoom,
  insertRoom,
  lockRoom,
  type RoomChange,
  type RoomRow,
} from './rooms.queries.js';
import type { NewRoomDto, RoomChangesDto, RoomsQuery } from './rooms.dto.js';

const roomCursor = cursorCodec('rooms', ['id']);

/**
 * Physical rooms. One that is out of service cannot be sold, so the totals of all nights to come follow each room. That is
 * always possible, also when the room type is sold out: those nights are then oversold, and new holds are refused.
 */
@Injectable()
export class RoomsService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly inventory: InventoryService,
  ) {}

  /** Throws `hotel_not_found`. */
  async listRooms(hotelId: number, { roomTypeId, limit, cursor }: RoomsQuery): Promise<Page<RoomRow>> {
    const afterId = cursor === undefined ? 0 : roomCursor.decode(cursor)[0];
    const rows = await this.prisma.room.findMany({
      where: { listingId: hotelId, skuId: roomTypeId, roomId: { gt: afterId } },
      orderBy: { roomId: 'asc' },
      take: limit + 1,
    });
    if (rows.length === 0) await this.assertHotel(hotelId);
    return toPage(rows.map(toRoomRow), limit, (last) => roomCursor.encode([last.roomId]));
  }

  /** Error: `room_not_found`. */
  async getRoom(hotelId: number, roomId: number): Promise<RoomRow> {
    const room = await this.prisma.room.findUnique({
      where: { listingId_roomId: { listingId: hotelId, roomId } },
    });
    if (room === null) throw roomNotFound(hotelId, roomId);
    return toRoomRow(room);
  }

  /**
   * Changes a room; out of service and back, and into another type, the totals of all nights to come follow. Errors:
   * `room_not_found`, `room_type_not_found`, `room_occupied` for another type, `room_number_taken`, `precondition_failed`.
   */
  async changeRoom(
    hotelId: number,
    roomId: number,
    { isAvailable, roomTypeId, ...described }: RoomChangesDto,
    { actor, ifMatch }: ChangeBy,
  ): Promise<RoomChange> {
    const changed = await this.orNumberTaken(described.number, () =>
      inTransaction(this.prisma, async (tx) => {
        await lockHotelRooms(tx, [hotelId]);
        const before = await lockRoom(tx, hotelId, roomId);
        if (before === undefined) throw roomNotFound(hotelId, roomId);
        assertCurrent(ifMatch, before);
        const setAvailable = async (): Promise<number> => {
          if (isAvailable === undefined || isAvailable === before.isAvailable) return 0;
          const moved = await changeRoomAvailability(tx, { hotelId, roomId, isAvailable });
          return moved?.nightsChanged ?? 0;
        };
        const setType = async (): Promise<number> =>
          roomTypeId === undefined ? 0 : changeType(tx, { hotelId, roomId, roomTypeId });
        // Of two types only the one it is in service for has more or fewer.
        const steps = isAvailable === false ? [setAvailable, setType] : [setType, setAvailable];
        let nightsChanged = 0;
        for (const step of steps) nightsChanged += await step();
        // Last: another number takes the whole row, which a check-in waits for while it has the hotel.
        await describeRoom(tx, { hotelId, roomId }, described);
        const after = await lockRoom(tx, hotelId, roomId);
        if (after === undefined) throw roomNotFound(hotelId, roomId);
        await writeAudit(tx, actor, { action: 'changed', ...subject(hotelId, roomId), before, after });
        return { ...after, nightsChanged };
      }),
    );
    this.inventory.noteChange([hotelId]);
    return changed;
  }

  /** Throws `room_type_not_found`, and `room_number_taken`. */
  async addRoom(hotelId: number, room: NewRoomDto, actor: Actor): Promise<RoomChange> {
    const added = await this.orNumberTaken(room.number, () =>
      inTransaction(this.prisma, async (tx) => {
        const made = await insertRoom(tx, { hotelId, ...room });
        if (made === undefined) throw roomTypesNotFound(hotelId, [room.roomTypeId]);
        const { nightsChanged: _nights, ...after } = made;
        await writeAudit(tx, actor, { action: 'created', ...subject(hotelId, made.roomId), after });
        return made;
      }),
    );
    this.inventory.noteChange([hotelId]);
    return added;
  }

  /** Errors: `room_not_found`, `precondition_failed`, `still_used`. */
  async removeRoom(hotelId: number, roomId: number, { actor, ifMatch }: ChangeBy): Promise<void> {
    try {
      await inTransaction(this.prisma, async (tx) => {
        await lockHotelRooms(tx, [hotelId]);
        const before = await lockRoom(tx, hotelId, roomId);
        if (before === undefined) throw roomNotFound(hotelId, roomId);
        assertCurrent(ifMatch, before);
        await deleteRoom(tx, { hotelId, roomId });
        await writeAudit(tx, actor, { action: 'removed', ...subject(hotelId, roomId), before });
      });
    } catch (error) {
      throw stillUsed(error) ?? error;
    }
    this.inventory.noteChange([hotelId]);
  }

  private async orNumberTaken<Result>(
    number: string | undefined,
    write: () => Promise<Result>,
  ): Promise<Result> {
    try {
      return await write();
    } catch (error) {
      if (!violates(error, 'room_number_key')) throw error;
      const message = `The hotel has a room ${number} already`;
      throw new DomainError('conflict', 'room_number_taken', message, { number }, { cause: error });
    }
  }

  private async assertHotel(hotelId: number): Promise<void> {
    if ((await findHotel(this.prisma, hotelId)) === undefined) throw hotelNotFound(hotelId);
  }
}

/** The nights of both types whose totals moved. */
async function changeType(
  tx: Database,
  target: { readonly hotelId: number; readonly roomId: number; readonly roomTypeId: number },
): Promise<number> {
  const { hotelId, roomId, roomTypeId } = target;
  const { outcome, nightsChanged } = await changeRoomType(tx, target);
  if (outcome === 'room_not_found') throw roomNotFound(hotelId, roomId);
  if (outcome === 'room_type_not_found') throw roomTypesNotFound(hotelId, [roomTypeId]);
  if (outcome === 'occupied') {
    const message = `A guest has room ${roomId} of hotel ${hotelId}: its type stays until the guest has left or changed rooms`;
    throw new DomainError('conflict', 'room_occupied', message, { hotelId, roomId });
  }
  return nightsChanged;
}

function subject(hotelId: number, roomId: number) {
  return { kind: 'room', id: roomId, listingId: hotelId } as const;
}

function toRoomRow({ roomId, skuId, floor, number, name, isAvailable }: Room): RoomRow {
  return { roomId, roomTypeId: skuId, floor, number, name, isAvailable };
}
