import { Injectable } from '@nestjs/common';
import { PrismaService } from '../../database/prisma.service.js';
import { retryOnSerialization, violates } from '../../database/sql-error.js';
import { DomainError } from '../../errors/domain-error.js';
import { cursorCodec } from '../../http/cursor.js';
import { toPage, type Page } from '../../http/page.dto.js';
import { InventoryService } from '../../inventory/inventory.service.js';
import { hotelNotFound, roomNotFound, roomTypesNotFound } from '../catalog.errors.js';
import { findListingCurrency } from '../listing.views.js';
import {
  changeRoomAvailability,
  deleteRoom,
  insertRoom,
  type RoomChange,
  type RoomRow,
} from './rooms.queries.js';
import type { NewRoomDto, RoomsQuery } from './rooms.dto.js';

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
    const rooms = rows.map(({ listingId: _hotel, skuId, ...room }) => ({ ...room, roomTypeId: skuId }));
    return toPage(rooms, limit, (last) => roomCursor.encode([last.roomId]));
  }

  /** Puts a room into service or out of it; asking for what it is already changes nothing. Throws `room_not_found`. */
  async setAvailability(hotelId: number, roomId: number, isAvailable: boolean): Promise<RoomChange> {
    const changed = await retryOnSerialization(() =>
      changeRoomAvailability(this.prisma, { hotelId, roomId, isAvailable }),
    );
    if (changed !== undefined) {
      this.inventory.noteChange([hotelId]);
      return changed;
    }
    const room = await this.prisma.room.findUnique({
      where: { listingId_roomId: { listingId: hotelId, roomId } },
    });
    if (room === null) throw roomNotFound(hotelId, roomId);
    const { skuId, floor, number, name } = room;
    return {
      roomId,
      roomTypeId: skuId,
      floor,
      number,
      name,
      isAvailable: room.isAvailable,
      nightsChanged: 0,
    };
  }

  /** Throws `room_type_not_found`, and `room_number_taken`. */
  async addRoom(hotelId: number, room: NewRoomDto): Promise<RoomChange> {
    try {
      const added = await retryOnSerialization(() => insertRoom(this.prisma, { hotelId, ...room }));
      if (added === undefined) throw roomTypesNotFound(hotelId, [room.roomTypeId]);
      this.inventory.noteChange([hotelId]);
      return added;
    } catch (error) {
      if (!violates(error, 'room_number_key')) throw error;
      const message = `Hotel ${hotelId} has a room ${room.number} already`;
      throw new DomainError(
        'conflict',
        'room_number_taken',
        message,
        { number: room.number },
        { cause: error },
      );
    }
  }

  /** Throws `room_not_found`. */
  async removeRoom(hotelId: number, roomId: number): Promise<void> {
    const removed = await retryOnSerialization(() => deleteRoom(this.prisma, { hotelId, roomId }));
    if (removed === undefined) throw roomNotFound(hotelId, roomId);
    this.inventory.noteChange([hotelId]);
  }

  private async assertHotel(hotelId: number): Promise<void> {
    const currency = await findListingCurrency(this.prisma, hotelId, 'hotel');
    if (currency === undefined) throw hotelNotFound(hotelId);
  }
}
