import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../audit/actor.js';
import { writeAudit } from '../../../audit/write-audit.js';
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
import { hotelNotFound } from '../../catalog.errors.js';
import { codeTaken } from '../code-taken.js';
import { lockHotelRooms } from '../../import/room-import.queries.js';
import type { ChangeBy } from '../change-by.js';
import { removeWhole } from '../removal.js';
import type { HotelAdminDto, HotelChangesDto, HotelsAdminQuery, NewHotelDto } from './hotels-admin.dto.js';
import { insertHotel, isTimeZone, lockHotel, updateHotel } from './hotels-admin.queries.js';
import { findHotel, listHotels } from './hotels-admin.views.js';

const hotelCursor = cursorCodec('hotels of administrators', ['id']);

/** What administrators do to hotels. */
@Injectable()
export class HotelsAdminService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly inventory: InventoryService,
  ) {}

  /** Hotels by id, retired ones too. Error: `invalid_cursor`. */
  async list({ limit, cursor, ...filter }: HotelsAdminQuery): Promise<Page<HotelAdminDto>> {
    const afterId = cursor === undefined ? 0 : hotelCursor.decode(cursor)[0];
    const rows = await listHotels(this.prisma, { ...filter, afterId, limit: limit + 1 });
    return toPage(rows, limit, (last) => hotelCursor.encode([last.hotelId]));
  }

  /** Error: `hotel_not_found`. */
  async get(hotelId: number): Promise<HotelAdminDto> {
    const hotel = await findHotel(this.prisma, hotelId);
    if (hotel === undefined) throw hotelNotFound(hotelId);
    return hotel;
  }

  /** Adds a hotel, which guests see at once; it has no room types yet. Errors: `code_taken`, 400 for an unknown time zone. */
  async add(hotel: NewHotelDto, actor: Actor): Promise<HotelAdminDto> {
    try {
      return await inTransaction(this.prisma, async (tx) => {
        await assertTimeZone(tx, hotel.timezone);
        const after = await insertHotel(tx, hotel);
        await writeAudit(tx, actor, { action: 'created', ...subject(after.hotelId), after });
        return after;
      });
    } catch (error) {
      throw codeTaken(error, hotel.code) ?? error;
    }
  }

  /**
   * Changes what was read (`ifMatch`), retires a hotel or brings it back. Errors: `hotel_not_found`, `precondition_failed`,
   * `currency_in_use` for a currency and `still_booked` for a time zone that must stay, 400 for an unknown time zone.
   */
  async change(
    hotelId: number,
    changes: HotelChangesDto,
    { actor, ifMatch }: ChangeBy,
  ): Promise<HotelAdminDto> {
    try {
      const after = await inTransaction(this.prisma, async (tx) => {
        // Before any row: nobody adds a room type, with a price in the old currency, until this is over.
        if (changes.currency !== undefined) await lockHotelRooms(tx, [hotelId]);
        const before = await lockHotel(tx, hotelId);
        if (before === undefined) throw hotelNotFound(hotelId);
        assertCurrent(ifMatch, before);
        if (changes.timezone !== undefined) await assertTimeZone(tx, changes.timezone);
        const changed = await updateHotel(tx, hotelId, changes);
        const action =
          before.isActive === changed.isActive ? 'changed' : changed.isActive ? 'restored' : 'retired';
        await writeAudit(tx, actor, { action, ...subject(hotelId), before, after: changed });
        return changed;
      });
      this.inventory.noteChange([hotelId]);
      return after;
    } catch (error) {
      throw termsStay(error) ?? error;
    }
  }

  /** Removes a hotel that was never booked, with all that belongs to it. Errors as `removeWhole`, `hotel_not_found`, 412. */
  async remove(hotelId: number, { actor, ifMatch }: ChangeBy): Promise<void> {
    await inTransaction(this.prisma, async (tx) => {
      await lockHotelRooms(tx, [hotelId]);
      const before = await lockHotel(tx, hotelId);
      if (before === undefined) throw hotelNotFound(hotelId);
      assertCurrent(ifMatch, before);
      await removeWhole(tx, hotelId);
      await writeAudit(tx, actor, { action: 'removed', ...subject(hotelId), before });
    });
    this.inventory.noteChange([hotelId]);
  }
}

function subject(hotelId: number) {
  return { kind: 'hotel', id: hotelId, listingId: hotelId } as const;
}

async function assertTimeZone(db: Database, name: string): Promise<void> {
  if (await isTimeZone(db, name)) return;
  throw invalidField('timezone', 'unknown_time_zone', `"${name}" is no IANA time zone we know`);
}

function termsStay(error: unknown): DomainError | undefined {
  if (violates(error, 'listing_currency_stays')) {
    const message = 'It has prices, fees or bookings, and their amounts are in its currency: that stays';
    return new DomainError('conflict', 'currency_in_use', message, undefined, { cause: error });
  }
  if (!violates(error, 'listing_terms_stay')) return undefined;
  const message = 'Somebody has booked it: its time zone stays';
  return new DomainError('conflict', 'still_booked', message, undefined, { cause: error });
}
