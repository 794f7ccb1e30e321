import { Injectable } from '@nestjs/common';
import type { Actor } from '../audit/actor.js';
import { writeAudit } from '../audit/write-audit.js';
import { hotelNotFound, roomNotFound, roomNumberNotFound } from '../catalog/catalog.errors.js';
import type { Database } from '../database/database-client.js';
import { inTransaction } from '../database/in-transaction.js';
import { PrismaService } from '../database/prisma.service.js';
import { DomainError } from '../errors/domain-error.js';
import { invalidField, invalidFields, type FieldError } from '../errors/invalid-request.js';
import { cursorCodec } from '../http/cursor.js';
import { toPage, type Page } from '../http/page.dto.js';
import { isOversold, toOversoldDate } from '../inventory/explained-night.js';
import { explainNights } from '../inventory/explained-nights.views.js';
import { InventoryService } from '../inventory/inventory.service.js';
import { countNights, nightIn, type Night } from '../stays/night.js';
import type {
  EndOutageAnswerDto,
  NewOutageAnswerDto,
  NewOutageDto,
  OutageDto,
  OutagesQuery,
} from './outages.dto.js';
import { addOutages, endOutage } from './outages.queries.js';
import { findOutage, listGuestsIn, listOutages, type OutageRow } from './outages.views.js';

const outageCursor = cursorCodec('outages', ['id']);
const maxNights = 730;

/**
 * Rooms out of order for some nights. That is always possible, also when the room type is sold out: those nights are then
 * oversold, new holds are refused, and the report says whom to move.
 */
@Injectable()
export class OutagesService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly inventory: InventoryService,
  ) {}

  /** Throws `hotel_not_found`, `invalid_cursor`. */
  async list(hotelId: number, { roomId, from, limit, cursor }: OutagesQuery): Promise<Page<OutageDto>> {
    const today = await this.today(hotelId);
    const afterId = cursor === undefined ? 0 : outageCursor.decode(cursor)[0];
    const rows = await listOutages(this.prisma, {
      hotelId,
      roomId,
      from: from ?? today,
      afterId,
      limit: limit + 1,
    });
    const { data, nextCursor } = toPage(rows, limit, (last) => outageCursor.encode([last.outageId]));
    return { data: data.map(toOutageDto), nextCursor };
  }

  /**
   * Takes rooms out of order, whether somebody sleeps there or not, and says who does; asking again for the same changes
   * nothing. Whoever is being given a room at this moment either is seen here, or is given another one. Throws
   * `hotel_not_found`, `room_not_found`, 400 for fields that do not go together.
   */
  async add(hotelId: number, outage: NewOutageDto, actor: Actor): Promise<NewOutageAnswerDto> {
    const today = await this.today(hotelId);
    assertOutage(outage, today);
    const { floor, startDate, endDate, reason } = outage;
    const roomIds = await this.findRooms(hotelId, outage);
    const { added, occupied } = await inTransaction(this.prisma, async (tx) => {
      const rows = await addOutages(tx, { hotelId, roomIds, floor, startDate, endDate, reason });
      const entries = rows
        .filter(({ isNew }) => isNew)
        .map((row) => ({ action: 'created' as const, ...subject(hotelId, row), after: termsOf(row) }));
      await writeAudit(tx, actor, ...entries);
      const rooms = rows.map(({ roomId }) => roomId);
      const guests = await listGuestsIn(tx, { hotelId, roomIds: rooms, startDate, endDate, today });
      return { added: rows, occupied: guests };
    });
    this.inventory.noteChange([hotelId]);
    const roomTypeIds = new Set(added.map(({ roomTypeId }) => roomTypeId));
    const nights = await explainNights(this.prisma, { listingId: hotelId, startDate, endDate });
    return {
      outages: added.map(toOutageDto),
      nightsChanged: added[0]?.nightsChanged ?? 0,
      oversold: [...nights].flatMap(([roomTypeId, dates]) =>
        roomTypeIds.has(roomTypeId)
          ? dates.filter(isOversold).map((night) => ({ roomTypeId, ...toOversoldDate(night) }))
          : [],
      ),
      occupied,
    };
  }

  /** The room is back from the night of `from` on, today without one. Throws `hotel_not_found`, `outage_not_found`. */
  async end(
    hotelId: number,
    outageId: number,
    { from, actor }: { readonly from?: Night | undefined; readonly actor: Actor },
  ): Promise<EndOutageAnswerDto> {
    const today = await this.today(hotelId);
    const nightsChanged = await inTransaction(this.prisma, async (tx) => {
      await this.inventory.lockRooms(tx, hotelId);
      const before = await findTerms(tx, hotelId, outageId);
      const nights = await endOutage(tx, { hotelId, outageId, from: from ?? today });
      if (nights === undefined) {
        const message = `Hotel ${hotelId} has no outage ${outageId}`;
        throw new DomainError('not_found', 'outage_not_found', message, { hotelId, outageId });
      }
      const after = await findTerms(tx, hotelId, outageId);
      const action = after === undefined ? 'removed' : 'changed';
      await writeAudit(tx, actor, { action, ...subject(hotelId, { outageId }), before, after });
      return nights;
    });
    this.inventory.noteChange([hotelId]);
    return { nightsChanged };
  }

  private async findRooms(hotelId: number, { roomIds, roomNumbers, floor }: NewOutageDto): Promise<number[]> {
    const byNumber = roomNumbers === undefined ? { floor } : { number: { in: roomNumbers } };
    const rooms = await this.prisma.room.findMany({
      where: { listingId: hotelId, ...(roomIds === undefined ? byNumber : { roomId: { in: roomIds } }) },
      select: { roomId: true, number: true },
    });
    const found = new Set(rooms.map(({ roomId }) => roomId));
    const missing = roomIds?.find((roomId) => !found.has(roomId));
    if (missing !== undefined) throw roomNotFound(hotelId, missing);
    const unknown = roomNumbers?.find((wanted) => rooms.every(({ number }) => number !== wanted));
    if (unknown !== undefined) throw roomNumberNotFound(hotelId, unknown);
    if (found.size === 0) throw invalidField('floor', 'no_rooms', `the hotel has no rooms on floor ${floor}`);
    return [...found];
  }

  private async today(hotelId: number): Promise<Night> {
    const listing = await this.prisma.listing.findFirst({
      where: { listingId: hotelId, kind: 'hotel' },
      select: { timezone: true },
    });
    if (listing === null) throw hotelNotFound(hotelId);
    return nightIn(listing.timezone, new Date());
  }
}

function assertOutage(outage: NewOutageDto, today: Night): void {
  const { roomIds, roomNumbers, floor, startDate, endDate } = outage;
  const faults: FieldError[] = [];
  if ([roomIds, roomNumbers, floor].filter((named) => named !== undefined).length !== 1) {
    const message = 'one of roomIds, roomNumbers and floor is needed';
    faults.push({ field: 'roomIds', code: 'one_of', message });
  }
  if (startDate < today) {
    faults.push({
      field: 'startDate',
      code: 'in_the_past',
      message: `startDate must not be before ${today}`,
    });
  }
  const nights = countNights(startDate, endDate);
  if (nights < 1 || nights > maxNights) {
    const message = `endDate must be 1 to ${maxNights} nights after startDate`;
    faults.push({ field: 'endDate', code: nights < 1 ? 'not_after_start' : 'too_long', message });
  }
  if (faults.length > 0) throw invalidFields(faults);
}

function subject(hotelId: number, { outageId }: { readonly outageId: number }) {
  return { kind: 'room_outage', id: outageId, listingId: hotelId } as const;
}

/** What the audit trail has of an outage. */
function termsOf({ roomId, number, startDate, endDate, reason }: OutageRow): object {
  return { roomId, number, startDate, endDate, reason };
}

async function findTerms(tx: Database, hotelId: number, outageId: number): Promise<object | undefined> {
  const row = await findOutage(tx, { hotelId, outageId });
  return row && termsOf(row);
}

function toOutageDto(row: OutageRow): OutageDto {
  const { outageId, roomId, roomTypeId, number, startDate, endDate, reason, createdAt } = row;
  return {
    outageId,
    roomId,
    roomTypeId,
    number,
    startDate,
    endDate,
    reason,
    createdAt: createdAt.toISOString(),
  };
}
