import { Injectable } from '@nestjs/common';
import type { Actor } from '../audit/actor.js';
import { writeAudit } from '../audit/write-audit.js';
import { hotelNotFound, roomTypesNotFound } from '../catalog/catalog.errors.js';
import { getOperatedHotel } from '../catalog/operated-hotel.views.js';
import { inTransaction } from '../database/in-transaction.js';
import { PrismaService } from '../database/prisma.service.js';
import { invalidField } from '../errors/invalid-request.js';
import { InventoryService } from '../inventory/inventory.service.js';
import { mintListingUuid } from '../inventory/listing-uuid.js';
import type { ReservationDto } from '../reservations/reservations.dto.js';
import { reservationNotFound } from '../reservations/reservations.errors.js';
import { ReservationsService } from '../reservations/reservations.service.js';
import { findListingOfReservation } from '../reservations/reservations.views.js';
import { moveElsewhere, moveReservation } from './moves.queries.js';
import type { MoveReservationDto } from './oversold.dto.js';
import { moveRefused } from './oversold.errors.js';
import { listRoomsNow } from './rooms-now.views.js';

/** Moves guests whom a hotel has no room for. */
@Injectable()
export class MovesService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly inventory: InventoryService,
    private readonly reservations: ReservationsService,
  ) {}

  /**
   * Moves what a paid reservation has of one room type to another type of the hotel where its rooms are, to another hotel, or
   * back to the one that was booked, at the price that was paid. The guest is told by the event `reservation.moved`. The same
   * move again changes nothing. Throws `reservation_not_found`, `hotel_not_found` and `room_type_not_found` also for what is
   * retired, `sold_out`, `reservation_not_movable`.
   */
  async move(reservationId: string, move: MoveReservationDto, actor: Actor): Promise<ReservationDto> {
    const reservation = await this.reservations.get(undefined, reservationId);
    const listingId = await findListingOfReservation(this.prisma, reservationId);
    // Flights have no room types.
    if (listingId === undefined || reservation.hotelId === undefined) throw reservationNotFound();
    // Whoever moves it meanwhile has taken it away from the rooms that are named here: refused behind its lock.
    const placeId = reservation.movedTo?.hotelId ?? listingId;
    const { fromRoomTypeId, toRoomTypeId, toHotelId = placeId } = move;
    if (toHotelId === placeId && fromRoomTypeId === toRoomTypeId) {
      throw invalidField('toRoomTypeId', 'same', 'toRoomTypeId must be another room type');
    }
    const command = { listingId, reservationId, fromRoomTypeId, toRoomTypeId };
    const rooms = await listRoomsNow(this.prisma, command);
    const hasRooms = (of: { hotelId: number; roomTypeId: number }): boolean =>
      rooms.some(({ hotelId, roomTypeId }) => hotelId === of.hotelId && roomTypeId === of.roomTypeId);
    const assertOpen = () => this.assertOpen(toHotelId, toRoomTypeId, { isThere: toHotelId === placeId });
    // A move that was made already, or was overtaken by another, is answered as that, whatever its target has become.
    const isToBeMade =
      hasRooms({ hotelId: placeId, roomTypeId: fromRoomTypeId }) &&
      !hasRooms({ hotelId: toHotelId, roomTypeId: toRoomTypeId });
    if (isToBeMade) await assertOpen();
    const row = await inTransaction(this.prisma, async (tx) => {
      const moved =
        toHotelId === placeId
          ? await moveReservation(tx, command)
          : await moveElsewhere(tx, { ...command, toHotelId, toHoldId: mintListingUuid(toHotelId) });
      if (moved.outcome === 'moved') {
        if (!isToBeMade) await assertOpen();
        await writeAudit(tx, actor, {
          action: 'moved',
          kind: 'reservation',
          id: reservationId,
          listingId,
          before: { hotelId: placeId, roomTypeId: fromRoomTypeId },
          after: { hotelId: toHotelId, roomTypeId: toRoomTypeId },
        });
      }
      return moved;
    });
    if (row.outcome !== 'moved' && row.outcome !== 'repeated') {
      throw moveRefused(row, command, await listRoomsNow(this.prisma, command));
    }
    this.inventory.noteChange([...new Set([listingId, placeId, toHotelId])]);
    return this.reservations.get(undefined, reservationId);
  }

  /** Nobody is moved into what is retired. Within a retired hotel its guests may be: they are there. */
  private async assertOpen(
    hotelId: number,
    roomTypeId: number,
    { isThere }: { readonly isThere: boolean },
  ): Promise<void> {
    const hotel = await getOperatedHotel(this.prisma, hotelId);
    if (!hotel.isActive && !isThere) throw hotelNotFound(hotelId);
    if (hotel.roomTypes.get(roomTypeId)?.isActive !== true) throw roomTypesNotFound(hotelId, [roomTypeId]);
  }
}
