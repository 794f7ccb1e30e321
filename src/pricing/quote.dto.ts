import { ApiProperty } from '@nestjs/swagger';
import type { SkuNames } from '../catalog/listing.views.js';
import { MoneyDto } from './money.dto.js';
import { factorOne, type PricedLine } from './pricing.rules.js';

/** What a quantity of one thing costs on one date, stage by stage: `basePrice × quantity × rate × occupancyFactor`. */
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

  /** What the price is multiplied by because of how full this date is. */
  @ApiProperty({ example: 1.1 })
  occupancyFactor: number;

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
      ...skuFields(line.skuId, names),
      date: line.date,
      quantity: line.quantity,
      basePrice: money(line.baseMinor),
      rate: line.rateBp / factorOne,
      occupancyFactor: line.occupancyBp / factorOne,
      amount: money(line.amountMinor),
    })),
  };
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
