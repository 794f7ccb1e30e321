import { Injectable } from '@nestjs/common';
import type { Actor } from '../audit/actor.js';
import { writeAudit } from '../audit/write-audit.js';
import { roomTypesNotFound } from '../catalog/catalog.errors.js';
import { getOperatedHotel } from '../catalog/operated-hotel.views.js';
import type { Database } from '../database/database-client.js';
import { inTransaction } from '../database/in-transaction.js';
import { PrismaService } from '../database/prisma.service.js';
import { violates } from '../database/sql-error.js';
import { invalidField } from '../errors/invalid-request.js';
import { cursorCodec } from '../http/cursor.js';
import { toPage, type Page } from '../http/page.dto.js';
import { InventoryService } from '../inventory/inventory.service.js';
import { mintListingUuid } from '../inventory/listing-uuid.js';
import { addLogFields } from '../logging/log-context.js';
import { RefundsService } from '../payments/refunds.service.js';
import { reservationNotFound } from '../reservations/reservations.errors.js';
import { ReservationsService } from '../reservations/reservations.service.js';
import type { ReservationDto } from '../reservations/reservations.dto.js';
import { findListingOfReservation } from '../reservations/reservations.views.js';
import { countNights } from '../stays/night.js';
import { maxNightsPerStay } from '../stays/stay-rules.js';
import type { FreeRoomsQuery } from './desk.dto.js';
import { deskRefused, noRoomFree } from './desk.errors.js';
import {
  changeRoom,
  checkIn,
  checkOut,
  markNoShow,
  undoCheckIn,
  type DeskRow,
  type StayKey,
} from './desk.queries.js';
import { listFreeRooms, type FreeRoomRow } from './free-rooms.views.js';
import { findStayAtDesk, findStayPlace } from './stay-at-desk.views.js';

const roomCursor = cursorCodec('free rooms', ['integer', 'text']);

/** Outcomes that end well, the second time as well as the first. */
const done: ReadonlySet<string> = new Set(['checked_in', 'undone', 'checked_out', 'changed', 'no_show']);

/**
 * What administrators do at the front desk of the hotel where a guest has rooms: the one that was booked, or the one the guest was
 * moved to. Everything twice, or twice at once, is done once.
 */
@Injectable()
export class DeskService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly reservations: ReservationsService,
    private readonly refunds: RefundsService,
    private readonly inventory: InventoryService,
  ) {}

  /**
   * The guest has arrived and gets rooms, those named first. Throws `reservation_not_found`, `reservation_not_paid`,
   * `stay_too_early`, `stay_over`, `no_room_free`.
   */
  checkIn(reservationId: string, rooms: readonly string[], actor: Actor): Promise<ReservationDto> {
    return this.act(reservationId, actor, async (tx, key) => {
      const roomIds = await findRoomIds(tx, key, rooms);
      return checkIn(tx, { ...key, roomIds });
    });
  }

  /**
   * The guest has not arrived after all: the check-in was a mistake. Throws `reservation_not_found`, `reservation_not_paid`,
   * `stay_over`, `check_in_final`.
   */
  undoCheckIn(reservationId: string, actor: Actor): Promise<ReservationDto> {
    return this.act(reservationId, actor, undoCheckIn);
  }

  /** The guest has left, and gives back the nights that are left. Throws `reservation_not_found`, `not_checked_in`. */
  checkOut(reservationId: string, actor: Actor): Promise<ReservationDto> {
    return this.act(reservationId, actor, checkOut);
  }

  /**
   * The guest has another room from tonight on. Throws `reservation_not_found`, `not_checked_in`, `room_not_of_stay`, `stay_over`,
   * `no_room_free`.
   */
  changeRoom(
    reservationId: string,
    { from, to }: { readonly from: string; readonly to?: string | undefined },
    actor: Actor,
  ): Promise<ReservationDto> {
    return this.act(reservationId, actor, async (tx, key) => {
      const [fromRoomId = 0] = await findRoomIds(tx, key, [from]);
      const [toRoomId = null] = to === undefined ? [] : await findRoomIds(tx, key, [to]);
      return changeRoom(tx, { ...key, fromRoomId, toRoomId });
    });
  }

  /**
   * The guest has not come: the reservation ends with the fee of its policy and all it had is free, or with `keepRooms` it is
   * only marked. Throws `reservation_not_found`, `reservation_not_paid`, `stay_too_early`, `stay_begun`.
   */
  async markNoShow(reservationId: string, keepRooms: boolean, actor: Actor): Promise<ReservationDto> {
    let refund: { listingId: number; refundId: string } | undefined;
    await this.act(reservationId, actor, async (tx, key) => {
      const row = await markNoShow(tx, { ...key, keepRooms, refundId: mintListingUuid(key.listingId) });
      refund = row.refundId === null ? undefined : { listingId: key.listingId, refundId: row.refundId };
      return row;
    });
    if (refund !== undefined) await this.refunds.sendSoon(refund);
    return this.reservations.get(undefined, reservationId);
  }

  /** Rooms that can be given for these nights, also of what is retired. Throws 400, `hotel_not_found`, `room_type_not_found`. */
  async listFreeRooms(
    listingId: number,
    { startDate, endDate, roomTypeId, limit, cursor }: FreeRoomsQuery,
  ): Promise<Page<FreeRoomRow & { isAvailable: true }>> {
    const nights = countNights(startDate, endDate);
    if (nights < 1) throw invalidField('endDate', 'not_after_start', 'endDate must be after startDate');
    if (nights > maxNightsPerStay) {
      throw invalidField('endDate', 'too_long', `a stay has at most ${maxNightsPerStay} nights`);
    }
    const { roomTypes } = await getOperatedHotel(this.prisma, listingId);
    if (roomTypeId !== undefined && !roomTypes.has(roomTypeId))
      throw roomTypesNotFound(listingId, [roomTypeId]);
    const [floor, number] = cursor === undefined ? [] : roomCursor.decode(cursor);
    const rows = await listFreeRooms(this.prisma, {
      listingId,
      roomTypeIds: roomTypeId === undefined ? [...roomTypes.keys()] : [roomTypeId],
      startDate,
      endDate,
      after: floor === undefined || number === undefined ? undefined : { floor, number },
      limit: limit + 1,
    });
    const rooms = rows.map((row) => ({ ...row, isAvailable: true as const }));
    return toPage(rooms, limit, (last) => roomCursor.encode([last.floor, last.number]));
  }

  /** One step in one transaction with its audit entry; answers with the reservation as it is then. */
  private async act(
    reservationId: string,
    actor: Actor,
    step: (tx: Database, key: StayKey) => Promise<DeskRow>,
  ): Promise<ReservationDto> {
    const listingId = await findListingOfReservation(this.prisma, reservationId);
    if (listingId === undefined) throw reservationNotFound();
    addLogFields({ reservationId });
    const key = { listingId, reservationId };
    const changed = new Set([listingId]);
    try {
      await inTransaction(this.prisma, async (tx) => {
        const before = await findStayAtDesk(tx, key);
        const row = await step(tx, key);
        if (row.outcome === 'repeated') return;
        if (!done.has(row.outcome)) throw deskRefused(row, reservationId);
        const after = await findStayAtDesk(tx, key);
        changed.add(after.placeId);
        await writeAudit(tx, actor, {
          action: 'changed',
          kind: 'reservation',
          id: reservationId,
          listingId,
          before: before.seen,
          after: after.seen,
        });
      });
    } catch (error) {
      if (violates(error, 'room_assignment_once_excl')) throw noRoomFree(reservationId, []);
      throw error;
    }
    this.inventory.noteChange([...changed]);
    return this.reservations.get(undefined, reservationId);
  }
}

/** Ids of rooms by their numbers. Throws `no_room_free` for numbers the hotel has not. */
async function findRoomIds(tx: Database, key: StayKey, numbers: readonly string[]): Promise<number[]> {
  if (numbers.length === 0) return [];
  const { reservationId } = key;
  const listingId = await findStayPlace(tx, key);
  const rooms = await tx.room.findMany({ where: { listingId, number: { in: [...numbers] } } });
  const idOf = new Map(rooms.map(({ number, roomId }) => [number, roomId]));
  const unknown = numbers.filter((number) => !idOf.has(number));
  if (unknown.length > 0) {
    throw noRoomFree(
      reservationId,
      unknown.map((number) => ({ number, reason: 'unknown' })),
    );
  }
  return numbers.flatMap((number) => idOf.get(number) ?? []);
}
