import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../audit/actor.js';
import { writeAudit, type AuditChange } from '../../../audit/write-audit.js';
import { inTransaction } from '../../../database/in-transaction.js';
import { PrismaService } from '../../../database/prisma.service.js';
import { invalidField, invalidFields, type FieldError } from '../../../errors/invalid-request.js';
import { InventoryService } from '../../../inventory/inventory.service.js';
import { factorOne } from '../../../pricing/pricing.rules.js';
import { countNights } from '../../../stays/night.js';
import { hotelNotFound, roomTypesNotFound } from '../../catalog.errors.js';
import { assertNotPast } from '../past-nights.js';
import type { InventoryRangesDto, RateRangesDto } from './bulk.dto.js';
import { listKnownHotels, listKnownRoomTypes, setRateRuns } from './bulk.queries.js';
import { batchesOfDates, runsOf, type DateRange, type Run } from './date-ranges.rules.js';

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
    const written = await inTransaction(this.prisma, async (tx) => {
      const known = new Set(await listKnownRoomTypes(tx, ranges));
      for (const { hotelId, roomTypeId } of ranges) {
        if (!known.has(`${hotelId} ${roomTypeId}`)) throw roomTypesNotFound(hotelId, [roomTypeId]);
      }
      const hotelIds = [...new Set(ranges.map(({ hotelId }) => hotelId))];
      assertNotPast(startsOf(ranges, await listKnownHotels(tx, hotelIds)));
      let nights = 0;
      for (const batch of batchesOfDates(inOrder(runs), nightsPerStatement)) {
        nights += await this.inventory.setTotals(
          tx,
          batch.map(({ startDate, endDate, value }) => ({ startDate, endDate, ...readTotal(value) })),
        );
      }
      const changes = ranges.map(({ hotelId, roomTypeId, ...after }): AuditChange => ({
        action: 'set',
        kind: 'inventory',
        id: roomTypeId,
        listingId: hotelId,
        after,
      }));
      await writeAudit(tx, actor, ...changes);
      return nights;
    });
    this.inventory.noteChange([...new Set(ranges.map(({ hotelId }) => hotelId))]);
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
      let nights = 0;
      for (const batch of batchesOfDates(inOrder(runs), nightsPerStatement)) {
        nights += await setRateRuns(
          tx,
          batch.map(({ key, value, ...run }) => ({ ...run, hotelId: Number(key), multiplierBp: value })),
        );
      }
      const changes = ranges.map(({ hotelId, ...after }): AuditChange => ({
        action: 'set',
        kind: 'rate',
        id: hotelId,
        listingId: hotelId,
        after,
      }));
      await writeAudit(tx, actor, ...changes);
      return nights;
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

function readTotal(value: string) {
  const [listingId, skuId, total, overbookingPercent] = JSON.parse(value) as [
    number,
    number,
    number,
    number | null,
  ];
  return { listingId, skuId, total, overbookingPercent: overbookingPercent ?? undefined };
}
