import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../audit/actor.js';
import { writeAudit } from '../../../audit/write-audit.js';
import { inTransaction } from '../../../database/in-transaction.js';
import { PrismaService } from '../../../database/prisma.service.js';
import { invalidField } from '../../../errors/invalid-request.js';
import { cursorCodec } from '../../../http/cursor.js';
import { toPage, type Page } from '../../../http/page.dto.js';
import { InventoryService } from '../../../inventory/inventory.service.js';
import { factorOne } from '../../../pricing/pricing.rules.js';
import { countNights } from '../../../stays/night.js';
import { hotelNotFound } from '../../catalog.errors.js';
import { findHotel } from '../hotels/hotels-admin.views.js';
import { assertNotPast } from '../past-nights.js';
import { ratesBefore } from './rates-before.rules.js';
import type { RateNightDto, RatesQuery, RatesRemovalQuery } from './rates.dto.js';
import { deleteNightRates, listNightRates, lockRates, type NightRate } from './rates.queries.js';

const rateCursor = cursorCodec('rates of nights', ['night']);
const maxNights = 730;

/** The rates a hotel has given its nights. A night without one costs the base price. */
@Injectable()
export class RatesService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly inventory: InventoryService,
  ) {}

  /** Nights with a rate, in order. Errors: `hotel_not_found`, `invalid_cursor`. */
  async list(
    hotelId: number,
    { startDate, endDate, limit, cursor }: RatesQuery,
  ): Promise<Page<RateNightDto>> {
    const [after] = cursor === undefined ? [] : rateCursor.decode(cursor);
    const wanted = { hotelId, startDate, endDate, after, limit: limit + 1 };
    const rows = await listNightRates(this.prisma, wanted);
    if (rows.length === 0 && (await findHotel(this.prisma, hotelId)) === undefined)
      throw hotelNotFound(hotelId);
    return toPage(rows.map(toDto), limit, (last) => rateCursor.encode([last.date]));
  }

  /**
   * Takes the rates of a range of nights away; returns how many had one. What is held or booked keeps its price. Errors:
   * `hotel_not_found`, 400 for a range that cannot be.
   */
  async remove(hotelId: number, { startDate, endDate }: RatesRemovalQuery, actor: Actor): Promise<number> {
    const nights = countNights(startDate, endDate);
    if (nights < 1) throw invalidField('endDate', 'not_after_start', 'endDate must be after startDate');
    if (nights > maxNights)
      throw invalidField('endDate', 'too_long', `at most ${maxNights} nights at a time`);
    const hotel = await findHotel(this.prisma, hotelId);
    if (hotel === undefined) throw hotelNotFound(hotelId);
    assertNotPast([{ startDate, timezone: hotel.timezone }]);
    const removed = await inTransaction(this.prisma, async (tx) => {
      if (!(await lockRates(tx, hotelId))) throw hotelNotFound(hotelId);
      const rates = await deleteNightRates(tx, { hotelId, startDate, endDate });
      await writeAudit(tx, actor, {
        action: 'removed',
        kind: 'rate',
        id: hotelId,
        listingId: hotelId,
        nightsBefore: ratesBefore(rates),
      });
      return rates.length;
    });
    this.inventory.noteChange([hotelId]);
    return removed;
  }
}

function toDto({ date, multiplierBp }: NightRate): RateNightDto {
  return { date, multiplier: multiplierBp / factorOne };
}
