import { Injectable } from '@nestjs/common';
import { causeOf } from '../catalog/availability.rules.js';
import { getOperatedHotel } from '../catalog/operated-hotel.views.js';
import { PrismaService } from '../database/prisma.service.js';
import { invalidField } from '../errors/invalid-request.js';
import { isOversold, type ExplainedNight } from '../inventory/explained-night.js';
import { explainNights } from '../inventory/explained-nights.views.js';
import { addDays, countNights, nightIn, type Night } from '../stays/night.js';
import { maxNightsPerStay } from '../stays/stay-rules.js';
import { listMoveCandidates, type CandidateRow } from './move-candidates.views.js';
import { rankMoves, shortageOf, targetsFor } from './moves.rules.js';
import type { OversoldHotelDto, OversoldQuery, OversoldRoomTypeDto, ToMoveDto } from './oversold.dto.js';

const maxNights = 60;
/** What surrounds the nights that are looked at: stays begin before them and end after them. */
const margin = maxNightsPerStay;
/** Of one room type. */
const maxListed = 1_000;

type NightsByType = ReadonlyMap<number, ReadonlyMap<Night, ExplainedNight>>;

/** Guests a hotel has no room for: where they are, and whom to move. */
@Injectable()
export class OversoldReportService {
  constructor(private readonly prisma: PrismaService) {}

  /** Of a retired hotel as well, and of room types that are. Throws `hotel_not_found`, 400 for a range that cannot be. */
  async report(hotelId: number, query: OversoldQuery): Promise<OversoldHotelDto> {
    const hotel = await getOperatedHotel(this.prisma, hotelId);
    const today = nightIn(hotel.timezone, new Date());
    const { startDate, endDate } = readRange(query, today);
    const nights = await this.explain(hotelId, startDate, endDate);
    const isInRange = ({ date }: ExplainedNight) => date >= startDate && date < endDate;
    const oversold = [...nights].flatMap(([roomTypeId, dates]) => {
      const found = [...dates.values()].filter((night) => isInRange(night) && isOversold(night));
      return found.length === 0 ? [] : [{ roomTypeId, nights: found }];
    });
    const { rows: candidates, isComplete } = await listMoveCandidates(this.prisma, {
      hotelId,
      short: oversold.flatMap(({ roomTypeId, nights: found }) =>
        found.filter(({ short }) => short > 0).map(({ date }) => ({ roomTypeId, date })),
      ),
      today,
    });
    const open = new Map(
      [...nights].filter(([roomTypeId]) => hotel.roomTypes.get(roomTypeId)?.isActive === true),
    );
    const roomTypes = oversold.map(({ roomTypeId, nights: found }): OversoldRoomTypeDto => ({
      roomTypeId,
      code: hotel.roomTypes.get(roomTypeId)?.code ?? '',
      name: hotel.roomTypes.get(roomTypeId)?.name ?? '',
      nights: found.map((night) => ({ ...night, cause: causeOf(night) })),
      ...rank(
        candidates.filter((candidate) => candidate.roomTypeId === roomTypeId),
        found,
        new Map([...open].filter(([other]) => other !== roomTypeId)),
      ),
    }));
    return { hotelId, startDate, endDate, roomTypes, isComplete };
  }

  /** By room type and date, with what surrounds the range. */
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

/** Those who are in the way on nights that are short, in the order in which to move them. */
function rank(
  candidates: readonly CandidateRow[],
  nights: readonly ExplainedNight[],
  others: NightsByType,
): Pick<OversoldRoomTypeDto, 'needed' | 'reservations' | 'notListed'> {
  const ranked = rankMoves(candidates, shortageOf(nights));
  const listed = ranked.slice(0, maxListed);
  return {
    needed: ranked.filter(({ isNeeded }) => isNeeded).length,
    reservations: listed.map(({ candidate, ...move }) => toMoveDto(candidate, move, others)),
    notListed: ranked.length - listed.length,
  };
}

function toMoveDto(
  candidate: CandidateRow,
  { rank: place, isNeeded, relief }: Pick<ToMoveDto, 'rank' | 'isNeeded' | 'relief'>,
  others: NightsByType,
): ToMoveDto {
  return {
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
  };
}
