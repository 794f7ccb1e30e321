import { Injectable } from '@nestjs/common';
import type { Actor } from '../audit/actor.js';
import { writeAudit } from '../audit/write-audit.js';
import { causeOf } from '../catalog/availability.rules.js';
import { assertRoomTypes, getHotelForBooking } from '../catalog/listing.views.js';
import { inTransaction } from '../database/in-transaction.js';
import { PrismaService } from '../database/prisma.service.js';
import { invalidField } from '../errors/invalid-request.js';
import type { ExplainedNight } from '../inventory/explained-night.js';
import { explainNights } from '../inventory/explained-nights.views.js';
import { InventoryService } from '../inventory/inventory.service.js';
import { mintListingUuid } from '../inventory/listing-uuid.js';
import type { ReservationDto } from '../reservations/reservations.dto.js';
import { reservationNotFound } from '../reservations/reservations.errors.js';
import { ReservationsService } from '../reservations/reservations.service.js';
import { findListingOfReservation } from '../reservations/reservations.views.js';
import { addDays, countNights, nightIn, type Night } from '../stays/night.js';
import { listMoveCandidates, type CandidateRow } from './move-candidates.views.js';
import { moveElsewhere, moveReservation } from './moves.queries.js';
import { rankMoves, shortageOf, targetsFor } from './moves.rules.js';
import type {
  MoveReservationDto,
  OversoldHotelDto,
  OversoldQuery,
  OversoldRoomTypeDto,
  ToMoveDto,
} from './oversold.dto.js';
import { moveRefused } from './oversold.errors.js';
import { listRoomsNow } from './rooms-now.views.js';

const maxNights = 60;
/** Longer than any stay: what surrounds the nights that are looked at. */
const margin = 60;

type NightsByType = ReadonlyMap<number, ReadonlyMap<Night, ExplainedNight>>;

/** Guests a hotel has no room for: where they are, whom to move, and moving them. */
@Injectable()
export class OversoldService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly inventory: InventoryService,
    private readonly reservations: ReservationsService,
  ) {}

  /** Throws `hotel_not_found`, 400 for a range that cannot be. */
  async report(hotelId: number, query: OversoldQuery): Promise<OversoldHotelDto> {
    const hotel = await getHotelForBooking(this.prisma, hotelId);
    const today = nightIn(hotel.timezone, new Date());
    const { startDate, endDate } = readRange(query, today);
    const nights = await this.explain(hotelId, startDate, endDate);
    const isInRange = ({ date }: ExplainedNight) => date >= startDate && date < endDate;
    const oversold = [...nights].flatMap(([roomTypeId, dates]) => {
      const found = [...dates.values()].filter(
        (night) => isInRange(night) && (night.short > 0 || night.oversoldBy > 0),
      );
      return found.length === 0 ? [] : [{ roomTypeId, nights: found }];
    });
    const candidates = await listMoveCandidates(this.prisma, {
      hotelId,
      roomTypeIds: oversold.map(({ roomTypeId }) => roomTypeId),
      startDate,
      endDate,
      today,
    });
    const roomTypes = oversold.map(({ roomTypeId, nights: found }): OversoldRoomTypeDto => ({
      roomTypeId,
      code: hotel.roomTypes.get(roomTypeId)?.code ?? '',
      name: hotel.roomTypes.get(roomTypeId)?.name ?? '',
      nights: found.map((night) => ({ ...night, cause: causeOf(night) })),
      reservations: rank(
        candidates.filter((candidate) => candidate.roomTypeId === roomTypeId),
        found,
        new Map([...nights].filter(([other]) => other !== roomTypeId)),
      ),
    }));
    return { hotelId, startDate, endDate, roomTypes };
  }

  /**
   * Moves what a paid reservation has of one room type to another type of the hotel where its rooms are, to another hotel, or
   * back to the one that was booked, at the price that was paid. The guest is told by the event `reservation.moved`. The same
   * move again changes nothing. Throws `reservation_not_found`, `hotel_not_found`, `room_type_not_found`, `sold_out`,
   * `reservation_not_movable`.
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
    assertRoomTypes(await getHotelForBooking(this.prisma, toHotelId), [toRoomTypeId]);
    const command = { listingId, reservationId, fromRoomTypeId, toRoomTypeId };
    const row = await inTransaction(this.prisma, async (tx) => {
      const moved =
        toHotelId === placeId
          ? await moveReservation(tx, command)
          : await moveElsewhere(tx, { ...command, toHotelId, toHoldId: mintListingUuid(toHotelId) });
      if (moved.outcome === 'moved') {
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

  /** By room type and date, with what surrounds the range: stays that begin before it or end after it. */
  private async explain(hotelId: number, startDate: Night, endDate: Night): Promise<NightsByType> {
    const nights = await explainNights(this.prisma, {
      listingId: hotelId,
      startDate: addDays(startDate, -margin),
      endDate: addDays(endDate, margin),
    });
    return new Map(
      [...nights].map(([roomTypeId, dates]) => [
        roomTypeId,
        new Map(dates.map((night) => [night.date, night])),
      ]),
    );
  }
}

function readRange(
  { startDate, endDate }: OversoldQuery,
  today: Night,
): { startDate: Night; endDate: Night } {
  const from = startDate ?? today;
  if (from < today) throw invalidField('startDate', 'in_the_past', `startDate must not be before ${today}`);
  const until = endDate ?? addDays(from, maxNights);
  const nights = countNights(from, until);
  if (nights < 1 || nights > maxNights) {
    throw invalidField('endDate', 'out_of_range', `endDate must be 1 to ${maxNights} nights after startDate`);
  }
  return { startDate: from, endDate: until };
}

/** Those who are in the way on a night that is short, in the order in which to move them. */
function rank(
  candidates: readonly CandidateRow[],
  nights: readonly ExplainedNight[],
  others: NightsByType,
): ToMoveDto[] {
  const shortage = shortageOf(nights);
  const involved = candidates.filter(({ startDate, endDate }) =>
    [...shortage.keys()].some((date) => date >= startDate && date < endDate),
  );
  return rankMoves(involved, shortage).map(({ candidate, rank: place, isNeeded, relief }) => ({
    rank: place,
    isNeeded,
    relief,
    reservationId: candidate.reservationId,
    guestId: candidate.guestId,
    startDate: candidate.startDate,
    endDate: candidate.endDate,
    quantity: candidate.quantity,
    total: { amount: Number(candidate.totalMinor), currency: candidate.currency },
    bookedAt: candidate.bookedAt,
    hasBegun: candidate.hasBegun,
    ...(candidate.movedFromHotelId === null ? {} : { movedFromHotelId: candidate.movedFromHotelId }),
    canMoveTo: candidate.hasBegun ? [] : targetsFor(candidate, others),
  }));
}
