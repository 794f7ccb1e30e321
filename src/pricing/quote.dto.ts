import { ApiProperty } from '@nestjs/swagger';
import type { SkuNames } from '../catalog/listing.views.js';
import { MoneyDto } from './money.dto.js';
import { factorOne, metLimit, type AppliedRule, type PricedLine } from './pricing.rules.js';

/** A rule that was applied to a price. */
export class QuoteRuleDto {
  /** What the hotel calls it. */
  @ApiProperty({ example: 'Weekend' })
  name: string;

  /** What it multiplies the price by. */
  @ApiProperty({ example: 1.2 })
  factor: number;
}

/** A limit that decided what one costs. */
export class QuoteLimitDto {
  /** Whether the factors would have led below the lowest price, or above the highest. */
  @ApiProperty({ enum: ['minimum', 'maximum'], example: 'minimum' })
  kind: 'minimum' | 'maximum';

  /** Price of one, instead of what the factors say. */
  @ApiProperty()
  price: MoneyDto;
}

/**
 * What a quantity of one thing costs on one date, stage by stage: `basePrice × rate × rules × occupancyFactor`, within the
 * limits of its price, times `quantity`.
 */
export class QuoteLineDto {
  /** The room type, for a stay in a hotel. */
  @ApiProperty({ type: 'integer', required: false, example: 1 })
  roomTypeId?: number;

  /** The cabin, for a flight. */
  @ApiProperty({ enum: ['economy', 'premium_economy', 'business', 'first'], required: false })
  cabin?: string;

  /** The seat, for a flight with assigned seats. */
  @ApiProperty({ required: false, example: '14C' })
  seat?: string;

  /** The night, or the date of departure. */
  @ApiProperty({ format: 'date', example: '2027-03-14' })
  date: string;

  /** Rooms or passengers. */
  @ApiProperty({ type: 'integer', minimum: 1, example: 1 })
  quantity: number;

  /** Price of one before any factor. */
  @ApiProperty()
  basePrice: MoneyDto;

  /** What the hotel multiplies its prices by on this night. */
  @ApiProperty({ example: 1.253 })
  rate: number;

  /** What else multiplies it on this night, in this order; left out when nothing does. */
  @ApiProperty({ type: [QuoteRuleDto], required: false })
  rules?: QuoteRuleDto[];

  /** What the price is multiplied by because of how full this date is, or how few seats of the cabin are left. */
  @ApiProperty({ example: 1.1 })
  occupancyFactor: number;

  /** The lowest or highest price of one, where it decided; left out where the factors did. */
  @ApiProperty({ required: false })
  limit?: QuoteLimitDto;

  /** The line's price, rounded half up, once. */
  @ApiProperty()
  amount: MoneyDto;
}

/** An itemised price. */
export class QuoteDto {
  /** ISO 4217. */
  @ApiProperty({ pattern: '^[A-Z]{3}$', example: 'EUR' })
  currency: string;

  /** The sum of all lines. */
  @ApiProperty()
  total: MoneyDto;

  /** One line per room type and night, per seat, or per cabin. */
  @ApiProperty({ type: [QuoteLineDto] })
  lines: QuoteLineDto[];
}

/** A quote as it is shown. `names` are the listing's (`getSkuNames`). */
export function toQuoteDto(
  lines: readonly PricedLine[],
  { currency, names }: { currency: string; names: SkuNames },
): QuoteDto {
  const money = (amount: number): MoneyDto => ({ amount, currency });
  return {
    currency,
    total: money(lines.reduce((sum, line) => sum + line.amountMinor, 0)),
    lines: lines.map((line) => ({
      // First, and not the spread: decision 22.
      date: line.date,
      ...skuFields(line.skuId, names),
      quantity: line.quantity,
      basePrice: money(line.baseMinor),
      rate: line.rateBp / factorOne,
      ...(line.rules.length === 0 ? {} : { rules: line.rules.map(toRuleDto) }),
      occupancyFactor: line.occupancyBp / factorOne,
      ...limitField(line, money),
      amount: money(line.amountMinor),
    })),
  };
}

function toRuleDto({ name, factorBp }: AppliedRule): QuoteRuleDto {
  return { name, factor: factorBp / factorOne };
}

function limitField(line: PricedLine, money: (amount: number) => MoneyDto): Pick<QuoteLineDto, 'limit'> {
  if (line.minMinor === null && line.maxMinor === null && line.rules.length === 0) return {};
  const limit = metLimit(line);
  return limit === undefined ? {} : { limit: { kind: limit.kind, price: money(limit.priceMinor) } };
}

/** How the API speaks of a SKU: by `roomTypeId`, `cabin`, or `cabin` and `seat`. Empty for one that is gone. */
export function skuFields(
  skuId: number,
  names: SkuNames,
): Pick<QuoteLineDto, 'roomTypeId' | 'cabin' | 'seat'> {
  const name = names.get(skuId);
  switch (name?.kind) {
    case 'room_type':
      return { roomTypeId: skuId };
    case 'cabin':
      return { cabin: name.cabin };
    case 'seat':
      return { cabin: name.cabin, seat: name.seat };
    case undefined:
      return {};
  }
}
