import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../audit/actor.js';
import { writeAudit, type AuditChange } from '../../../audit/write-audit.js';
import { inTransaction } from '../../../database/in-transaction.js';
import { PrismaService } from '../../../database/prisma.service.js';
import { invalidField, invalidFields, type FieldError } from '../../../errors/invalid-request.js';
import { listDateLimits } from '../../../inventory/date-limits.views.js';
import { InventoryService } from '../../../inventory/inventory.service.js';
import { factorOne } from '../../../pricing/pricing.rules.js';
import { countNights } from '../../../stays/night.js';
import { hotelNotFound, roomTypesNotFound } from '../../catalog.errors.js';
import { lockHotelRooms } from '../../import/room-import.queries.js';
import { assertNotPast } from '../past-nights.js';
import { ratesBefore } from '../rates/rates-before.rules.js';
import { totalsBefore } from '../totals-before.rules.js';
import type { InventoryRangesDto, RateRangesDto } from './bulk.dto.js';
import { listKnownHotels, listKnownRoomTypes, setRateRuns } from './bulk.queries.js';
import { batchesOfDates, datesOf, runsOf, type DateRange, type Run } from './date-ranges.rules.js';

/** Nights of one request: their rows stay locked until all are written, a fraction of a second. */
const maxNights = 10_000;
const nightsPerStatement = 1_000;
const maxNightsOfRange = 730;

/** Totals and rates of many nights at once: all of a request, or nothing. */
@Injectable()
export class BulkService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly inventory: InventoryService,
  ) {}

  /** Sets totals, also below what is sold; returns how many nights were written. Errors: `room_type_not_found`, 400. */
  async setTotals({ ranges }: InventoryRangesDto, actor: Actor): Promise<number> {
    const runs = plan(
      ranges.map(({ hotelId, roomTypeId, total, overbookingPercent, ...range }) => ({
        ...range,
        key: `${hotelId} ${roomTypeId}`,
        // As text, so that equal values are one run.
        value: JSON.stringify([hotelId, roomTypeId, total, overbookingPercent ?? null]),
      })),
    );
    const hotelIds = [...new Set(ranges.map(({ hotelId }) => hotelId))];
    const written = await inTransaction(this.prisma, async (tx) => {
      // What is read as it was stays so until it is set.
      await lockHotelRooms(tx, hotelIds);
      const known = new Set(await listKnownRoomTypes(tx, ranges));
      for (const { hotelId, roomTypeId } of ranges) {
        if (!known.has(`${hotelId} ${roomTypeId}`)) throw roomTypesNotFound(hotelId, [roomTypeId]);
      }
      assertNotPast(startsOf(ranges, await listKnownHotels(tx, hotelIds)));
      const limits = await listDateLimits(tx, runs.map(toCommand));
      const before = new Map(limits.map((had) => [`${had.listingId} ${had.skuId} ${had.date}`, had]));
      let nights = 0;
      for (const batch of batchesOfDates(inOrder(runs), nightsPerStatement)) {
        nights += await this.inventory.setTotals(tx, batch.map(toCommand));
      }
      const changes = ranges.map((range): AuditChange => {
        const { hotelId, roomTypeId, ...after } = range;
        const limitsOf = (date: string) => before.get(`${hotelId} ${roomTypeId} ${date}`);
        return {
          action: 'set',
          kind: 'inventory',
          id: roomTypeId,
          listingId: hotelId,
          after,
          nightsBefore: totalsBefore(datesOf(range), limitsOf),
        };
      });
      await writeAudit(tx, actor, ...changes);
      return nights;
    });
    this.inventory.noteChange(hotelIds);
    return written;
  }

  /** Sets rates; returns how many nights were written. Errors: `hotel_not_found`, 400. */
  async setRates({ ranges }: RateRangesDto, actor: Actor): Promise<number> {
    const runs = plan(
      ranges.map(({ hotelId, multiplier, ...range }) => ({
        ...range,
        key: String(hotelId),
        value: Math.round(multiplier * factorOne),
      })),
    );
    const hotelIds = [...new Set(ranges.map(({ hotelId }) => hotelId))];
    const written = await inTransaction(this.prisma, async (tx) => {
      const zones = await listKnownHotels(tx, hotelIds);
      const unknown = hotelIds.find((hotelId) => !zones.has(hotelId));
      if (unknown !== undefined) throw hotelNotFound(unknown);
      assertNotPast(startsOf(ranges, zones));
      const before = new Map<string, number | null>();
      for (const batch of batchesOfDates(inOrder(runs), nightsPerStatement)) {
        const had = await setRateRuns(
          tx,
          batch.map(({ key, value, ...run }) => ({ ...run, hotelId: Number(key), multiplierBp: value })),
        );
        for (const { hotelId, date, multiplierBp } of had) before.set(`${hotelId} ${date}`, multiplierBp);
      }
      const changes = ranges.map((range): AuditChange => {
        const { hotelId, ...after } = range;
        const rateOf = (date: string) => before.get(`${hotelId} ${date}`) ?? null;
        return {
          action: 'set',
          kind: 'rate',
          id: hotelId,
          listingId: hotelId,
          after,
          nightsBefore: ratesBefore(datesOf(range).map((date) => ({ date, multiplierBp: rateOf(date) }))),
        };
      });
      await writeAudit(tx, actor, ...changes);
      return before.size;
    });
    this.inventory.noteChange(hotelIds);
    return written;
  }
}

/** Where ranges of hotels begin, as the request calls them. */
function startsOf(
  ranges: readonly { readonly hotelId: number; readonly startDate: string }[],
  zones: ReadonlyMap<number, string>,
) {
  return ranges.map(({ hotelId, startDate }, index) => ({
    startDate,
    timezone: zones.get(hotelId) ?? 'UTC',
    field: `ranges.${index}.startDate`,
  }));
}

/** The runs of valid ranges. Throws 400 for one that is none, or for too many nights. */
function plan<Value>(ranges: readonly (DateRange & { key: string; value: Value })[]): Run<Value>[] {
  const faults = ranges.flatMap(({ startDate, endDate }, index): FieldError[] => {
    const nights = countNights(startDate, endDate);
    const field = `ranges.${index}.endDate`;
    if (nights < 1) return [{ field, code: 'not_after_start', message: `${field} must be after startDate` }];
    if (nights <= maxNightsOfRange) return [];
    return [{ field, code: 'too_long', message: `${field}: at most ${maxNightsOfRange} nights in a range` }];
  });
  if (faults.length > 0) throw invalidFields(faults);
  const runs = runsOf(ranges, { maxDates: maxNights, maxLength: nightsPerStatement });
  if (runs !== undefined) return runs;
  throw invalidField('ranges', 'too_many_nights', `ranges have more than ${maxNights} nights together`);
}

/** In the order in which the ledger locks rows: by numbers, not by their digits. */
function inOrder<Value>(runs: readonly Run<Value>[]): Run<Value>[] {
  const numbers = (key: string) => key.split(' ').map(Number);
  return runs.toSorted((left, right) => {
    const [a = 0, b = 0] = numbers(left.key);
    const [c = 0, d = 0] = numbers(right.key);
    return a - c || b - d || (left.startDate < right.startDate ? -1 : 1);
  });
}

function toCommand({ startDate, endDate, value }: Run<string>) {
  const [listingId, skuId, total, overbookingPercent] = JSON.parse(value) as [
    number,
    number,
    number,
    number | null,
  ];
  return { listingId, skuId, startDate, endDate, total, overbookingPercent: overbookingPercent ?? undefined };
}
