import { Injectable } from '@nestjs/common';
import type { Actor } from '../../audit/actor.js';
import { writeAudit } from '../../audit/write-audit.js';
import { inTransaction } from '../../database/in-transaction.js';
import { PrismaService } from '../../database/prisma.service.js';
import { invalidField, invalidFields, type FieldError } from '../../errors/invalid-request.js';
import { listDateLimits } from '../../inventory/date-limits.views.js';
import { isOversold, toOversoldDate } from '../../inventory/explained-night.js';
import { explainNights } from '../../inventory/explained-nights.views.js';
import { InventoryService } from '../../inventory/inventory.service.js';
import { addDays, countNights, listNights } from '../../stays/night.js';
import { factorOne } from '../../pricing/pricing.rules.js';
import { hotelNotFound } from '../catalog.errors.js';
import { assertRoomTypes, getFlightForBooking, resolveCabin, resolveSeats } from '../listing.views.js';
import { getOperatedHotel } from '../operated-hotel.views.js';
import { findHotel } from './hotels/hotels-admin.views.js';
import type { InventoryEditAnswerDto, InventoryEditDto, RateDto } from './inventory-edit.dto.js';
import { assertNotPast } from './past-nights.js';
import { ratesBefore } from './rates/rates-before.rules.js';
import { setRate } from './rooms.queries.js';
import { totalsBefore } from './totals-before.rules.js';

const maxNights = 730;

/** What an edit is about, in the words of the ledger. */
interface EditTarget {
  readonly listingId: number;
  readonly skuId: number;
  readonly startDate: string;
  readonly endDate: string;
}

/** Changes of totals and rates for a range of dates. */
@Injectable()
export class InventoryEditService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly inventory: InventoryService,
  ) {}

  /** Sets a hotel's rate. Throws 400 for a range that cannot be, and `hotel_not_found`. */
  async setRates(hotelId: number, rate: RateDto, actor: Actor): Promise<number> {
    const { startDate, endDate, multiplier } = rate;
    assertRange(startDate, endDate);
    const hotel = await findHotel(this.prisma, hotelId);
    if (hotel === undefined) throw hotelNotFound(hotelId);
    assertNotPast([{ startDate, timezone: hotel.timezone }]);
    const multiplierBp = Math.round(multiplier * factorOne);
    const nights = await inTransaction(this.prisma, async (tx) => {
      const before = await setRate(tx, { hotelId, startDate, endDate, multiplierBp });
      if (before.length === 0) throw hotelNotFound(hotelId);
      await writeAudit(tx, actor, {
        action: 'set',
        kind: 'rate',
        id: hotelId,
        listingId: hotelId,
        after: { startDate, endDate, multiplier },
        nightsBefore: ratesBefore(before),
      });
      return before.length;
    });
    this.inventory.noteChange([hotelId]);
    return nights;
  }

  /**
   * Sets what exists, also below what is sold and of a hotel or room type that is retired; says on which dates more is promised
   * than may be sold then, or more reserved than there is. Throws 400 for fields that do not go together, and what finding
   * the SKU throws.
   */
  async setTotals(edit: InventoryEditDto, actor: Actor): Promise<InventoryEditAnswerDto> {
    const target = await this.findTarget(edit);
    const { total, overbookingPercent } = edit;
    const { listingId, skuId, startDate, endDate } = target;
    const datesChanged = await inTransaction(this.prisma, async (tx) => {
      // What is read as it was stays so until it is set: also of a flight, where nobody but administrators takes this lock.
      await this.inventory.lockRooms(tx, listingId);
      const before = new Map((await listDateLimits(tx, [target])).map((limits) => [limits.date, limits]));
      const written = await this.inventory.setTotals(tx, [{ ...target, total, overbookingPercent }]);
      const after = {
        startDate,
        endDate,
        total,
        ...(overbookingPercent !== undefined && { overbookingPercent }),
      };
      await writeAudit(tx, actor, {
        action: 'set',
        kind: 'inventory',
        id: skuId,
        listingId,
        after,
        nightsBefore: totalsBefore(listNights(startDate, endDate), (date) => before.get(date)),
      });
      return written;
    });
    this.inventory.noteChange([listingId]);
    const dates = (await explainNights(this.prisma, target)).get(skuId) ?? [];
    return { datesChanged, oversold: dates.filter(isOversold).map(toOversoldDate) };
  }

  private async findTarget(edit: InventoryEditDto): Promise<EditTarget> {
    const { hotelId, roomTypeId, startDate, endDate, flightId, cabin, seat } = edit;
    if (hotelId !== undefined) {
      refuseFields(edit, ['flightId', 'cabin', 'seat'], 'hotelId');
      if (roomTypeId === undefined)
        throw invalidField('roomTypeId', 'required', 'roomTypeId goes with hotelId');
      if (startDate === undefined) throw invalidField('startDate', 'required', 'startDate goes with hotelId');
      if (endDate === undefined) throw invalidField('endDate', 'required', 'endDate goes with hotelId');
      assertRange(startDate, endDate);
      const hotel = await getOperatedHotel(this.prisma, hotelId);
      assertRoomTypes(hotel, [roomTypeId]);
      assertNotPast([{ startDate, timezone: hotel.timezone }]);
      return { listingId: hotelId, skuId: roomTypeId, startDate, endDate };
    }
    if (flightId === undefined) {
      throw invalidField('hotelId', 'required', 'hotelId or flightId is needed');
    }
    refuseFields(
      edit,
      ['roomTypeId', 'startDate', 'endDate', seat === undefined ? 'seat' : 'cabin'],
      'flightId',
    );
    const flight = await getFlightForBooking(this.prisma, flightId);
    const day = { startDate: flight.departureDate, endDate: addDays(flight.departureDate, 1) };
    if (seat === undefined) {
      if (cabin === undefined) throw invalidField('cabin', 'required', 'cabin or seat goes with flightId');
      return { listingId: flightId, skuId: resolveCabin(flight, cabin), ...day };
    }
    refuseFields(edit, ['overbookingPercent'], 'seat');
    if (edit.total > 1) throw invalidField('total', 'max', 'total of a seat is 0 or 1');
    const [skuId = 0] = resolveSeats(flight, [seat]);
    return { listingId: flightId, skuId, ...day };
  }
}

function assertRange(startDate: string, endDate: string): void {
  const nights = countNights(startDate, endDate);
  if (nights < 1) throw invalidField('endDate', 'not_after_start', 'endDate must be after startDate');
  if (nights > maxNights) throw invalidField('endDate', 'too_long', `at most ${maxNights} nights at a time`);
}

function refuseFields(
  edit: InventoryEditDto,
  fields: readonly (keyof InventoryEditDto)[],
  beside: string,
): void {
  const faults = fields
    .filter((field) => edit[field] !== undefined)
    .map((field): FieldError => ({
      field,
      code: 'not_together',
      message: `${field} does not go with ${beside}`,
    }));
  if (faults.length > 0) throw invalidFields(faults);
}
