import { Injectable } from '@nestjs/common';
import { assertRoomTypes, getHotelForBooking } from '../../catalog/listing.views.js';
import { PrismaService } from '../../database/prisma.service.js';
import { violates } from '../../database/sql-error.js';
import { invalidField } from '../../errors/invalid-request.js';
import type { PricingRule } from '../../generated/prisma/client.js';
import { cursorCodec } from '../../http/cursor.js';
import { toPage, type Page, type PageQuery } from '../../http/page.dto.js';
import { InventoryService } from '../../inventory/inventory.service.js';
import { factorOne } from '../pricing.rules.js';
import { pricingRuleNotFound, tooManyPricingRules } from './pricing-admin.errors.js';
import type { NewPricingRuleDto, PricingRuleChangesDto, PricingRuleDto } from './pricing-rules.dto.js';
import { deleteRule, findRule, insertRule, listRules, updateRule } from './pricing-rules.queries.js';
import { everyWeekday, fromWeekdayBits, toWeekdayBits } from './weekdays.rules.js';

/** Every price of the hotel looks at all of them. */
export const maxRulesPerHotel = 50;

const ruleCursor = cursorCodec('pricing rules', ['id']);

/** Rules that multiply prices by weekday and date. A hold keeps the price it was given, whatever becomes of the rules. */
@Injectable()
export class PricingRulesService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly inventory: InventoryService,
  ) {}

  /** In the order in which they were made. Throws `hotel_not_found`. */
  async list(hotelId: number, { limit, cursor }: PageQuery): Promise<Page<PricingRuleDto>> {
    await getHotelForBooking(this.prisma, hotelId);
    const afterId = cursor === undefined ? 0 : ruleCursor.decode(cursor)[0];
    const rows = await listRules(this.prisma, { listingId: hotelId, afterId, limit: limit + 1 });
    return toPage(rows.map(toRuleDto), limit, (last) => ruleCursor.encode([last.ruleId]));
  }

  /** Throws `pricing_rule_not_found`. */
  async get(hotelId: number, ruleId: number): Promise<PricingRuleDto> {
    const row = await findRule(this.prisma, { listingId: hotelId, ruleId });
    if (row === null) throw pricingRuleNotFound(hotelId, ruleId);
    return toRuleDto(row);
  }

  /** Throws `hotel_not_found`, `room_type_not_found`, `too_many_pricing_rules`, and 400 for dates that cannot be. */
  async add(hotelId: number, rule: NewPricingRuleDto): Promise<PricingRuleDto> {
    await this.assertRoomType(hotelId, rule.roomTypeId);
    const { roomTypeId = null, startDate = null, endDate = null, priority = 0, isFinal = false } = rule;
    const ruleId = await refusingDates(() =>
      insertRule(this.prisma, hotelId, {
        maxRules: maxRulesPerHotel,
        values: {
          skuId: roomTypeId,
          name: rule.name,
          startDate,
          endDate,
          weekdays: rule.weekdays === undefined ? everyWeekday : toWeekdayBits(rule.weekdays),
          factorBp: toBasisPoints(rule.factor),
          priority,
          isFinal,
        },
      }),
    );
    if (ruleId === undefined) throw tooManyPricingRules(hotelId, maxRulesPerHotel);
    this.inventory.noteChange([hotelId]);
    return this.get(hotelId, ruleId);
  }

  /** Changes what is named. Throws `pricing_rule_not_found`, and what `add` throws. */
  async change(hotelId: number, ruleId: number, changes: PricingRuleChangesDto): Promise<PricingRuleDto> {
    await this.get(hotelId, ruleId);
    await this.assertRoomType(hotelId, changes.roomTypeId);
    const { roomTypeId, weekdays, factor, ...rest } = changes;
    const isChanged = await refusingDates(() =>
      updateRule(
        this.prisma,
        { listingId: hotelId, ruleId },
        {
          ...rest,
          skuId: roomTypeId,
          weekdays: weekdays === undefined ? undefined : toWeekdayBits(weekdays),
          factorBp: factor === undefined ? undefined : toBasisPoints(factor),
        },
      ),
    );
    if (!isChanged) throw pricingRuleNotFound(hotelId, ruleId);
    this.inventory.noteChange([hotelId]);
    return this.get(hotelId, ruleId);
  }

  /** Throws `pricing_rule_not_found`. */
  async remove(hotelId: number, ruleId: number): Promise<void> {
    if (!(await deleteRule(this.prisma, { listingId: hotelId, ruleId })))
      throw pricingRuleNotFound(hotelId, ruleId);
    this.inventory.noteChange([hotelId]);
  }

  private async assertRoomType(hotelId: number, roomTypeId: number | null | undefined): Promise<void> {
    const hotel = await getHotelForBooking(this.prisma, hotelId);
    if (roomTypeId !== undefined && roomTypeId !== null) assertRoomTypes(hotel, [roomTypeId]);
  }
}

/** A factor as the database has it. */
export function toBasisPoints(factor: number): number {
  return Math.round(factor * factorOne);
}

/** The dates of a rule are compared where the other one is known: in the database. */
async function refusingDates<Result>(write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    if (!violates(error, 'pricing_rule_dates_check')) throw error;
    throw invalidField('endDate', 'not_after_start', 'endDate must be after startDate');
  }
}

function toRuleDto(row: PricingRule): PricingRuleDto {
  return {
    ruleId: row.ruleId,
    name: row.name,
    roomTypeId: row.skuId,
    startDate: toNight(row.startDate),
    endDate: toNight(row.endDate),
    weekdays: fromWeekdayBits(row.weekdays),
    factor: row.factorBp / factorOne,
    priority: row.priority,
    isFinal: row.isFinal,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

function toNight(date: Date | null): string | null {
  return date === null ? null : date.toISOString().slice(0, 10);
}
