import { Injectable } from '@nestjs/common';
import type { Actor } from '../../audit/actor.js';
import { writeAudit } from '../../audit/write-audit.js';
import type { ChangeBy } from '../../catalog/admin/change-by.js';
import { assertRoomTypes, getHotelForBooking } from '../../catalog/listing.views.js';
import type { Database } from '../../database/database-client.js';
import { inTransaction } from '../../database/in-transaction.js';
import { PrismaService } from '../../database/prisma.service.js';
import { violates } from '../../database/sql-error.js';
import { invalidField } from '../../errors/invalid-request.js';
import type { PricingRule } from '../../generated/prisma/client.js';
import { cursorCodec } from '../../http/cursor.js';
import { assertCurrent } from '../../http/etag.js';
import { toPage, type Page, type PageQuery } from '../../http/page.dto.js';
import { InventoryService } from '../../inventory/inventory.service.js';
import { factorOne } from '../pricing.rules.js';
import { pricingRuleNotFound, tooManyPricingRules } from './pricing-admin.errors.js';
import type { NewPricingRuleDto, PricingRuleChangesDto, PricingRuleDto } from './pricing-rules.dto.js';
import { deleteRule, findRule, insertRule, listRules, updateRule } from './pricing-rules.queries.js';
import { lockPricing } from './pricing-tables.queries.js';
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
  get(hotelId: number, ruleId: number): Promise<PricingRuleDto> {
    return getRule(this.prisma, hotelId, ruleId);
  }

  /** Throws `hotel_not_found`, `room_type_not_found`, `too_many_pricing_rules`, and 400 for dates that cannot be. */
  async add(hotelId: number, rule: NewPricingRuleDto, actor: Actor): Promise<PricingRuleDto> {
    await this.assertRoomType(hotelId, rule.roomTypeId);
    const { roomTypeId = null, startDate = null, endDate = null, priority = 0, isFinal = false } = rule;
    const values = {
      skuId: roomTypeId,
      name: rule.name,
      startDate,
      endDate,
      weekdays: rule.weekdays === undefined ? everyWeekday : toWeekdayBits(rule.weekdays),
      factorBp: toBasisPoints(rule.factor),
      priority,
      isFinal,
    };
    return this.write(hotelId, async (tx) => {
      const ruleId = await insertRule(tx, hotelId, { maxRules: maxRulesPerHotel, values });
      if (ruleId === undefined) throw tooManyPricingRules(hotelId, maxRulesPerHotel);
      const made = await getRule(tx, hotelId, ruleId);
      await writeAudit(tx, actor, {
        action: 'created',
        ...subject(hotelId, ruleId),
        after: termsOfRule(made),
      });
      return made;
    });
  }

  /** Changes what is named. Throws `pricing_rule_not_found`, 412, and what `add` throws. */
  async change(
    hotelId: number,
    ruleId: number,
    changes: PricingRuleChangesDto,
    { actor, ifMatch }: ChangeBy,
  ): Promise<PricingRuleDto> {
    await this.get(hotelId, ruleId);
    await this.assertRoomType(hotelId, changes.roomTypeId);
    const { roomTypeId, weekdays, factor, ...rest } = changes;
    const values = {
      ...rest,
      skuId: roomTypeId,
      weekdays: weekdays === undefined ? undefined : toWeekdayBits(weekdays),
      factorBp: factor === undefined ? undefined : toBasisPoints(factor),
    };
    return this.write(hotelId, async (tx) => {
      const before = termsOfRule(await getRule(tx, hotelId, ruleId));
      assertCurrent(ifMatch, before);
      await updateRule(tx, { listingId: hotelId, ruleId }, values);
      const changed = await getRule(tx, hotelId, ruleId);
      const after = termsOfRule(changed);
      await writeAudit(tx, actor, { action: 'changed', ...subject(hotelId, ruleId), before, after });
      return changed;
    });
  }

  /** Throws `pricing_rule_not_found`, 412. */
  async remove(hotelId: number, ruleId: number, { actor, ifMatch }: ChangeBy): Promise<void> {
    await this.write(hotelId, async (tx) => {
      const before = termsOfRule(await getRule(tx, hotelId, ruleId));
      assertCurrent(ifMatch, before);
      await deleteRule(tx, { listingId: hotelId, ruleId });
      await writeAudit(tx, actor, { action: 'removed', ...subject(hotelId, ruleId), before });
    });
  }

  /** One change of the hotel's rules at a time. */
  private async write<Result>(hotelId: number, work: (tx: Database) => Promise<Result>): Promise<Result> {
    const written = await refusingDates(() =>
      inTransaction(this.prisma, async (tx) => {
        await lockPricing(tx, hotelId);
        return work(tx);
      }),
    );
    this.inventory.noteChange([hotelId]);
    return written;
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

/** What a rule says: all of it but when it was written. Its `ETag` is made of this. */
function termsOfRule({ createdAt: _created, updatedAt: _updated, ...terms }: PricingRuleDto) {
  return terms;
}

async function getRule(db: Database, hotelId: number, ruleId: number): Promise<PricingRuleDto> {
  const row = await findRule(db, { listingId: hotelId, ruleId });
  if (row === null) throw pricingRuleNotFound(hotelId, ruleId);
  return toRuleDto(row);
}

function subject(hotelId: number, ruleId: number) {
  return { kind: 'pricing_rule', id: ruleId, listingId: hotelId } as const;
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
