import { ApiProperty } from '@nestjs/swagger';
import { invalidField } from '../../errors/invalid-request.js';
import { IsCurrency, IsWhole } from './text-rules.js';

/** What anything may cost, surcharges included. The same stands in `sku_base_price_minor_check`. */
export const maxPriceMinor = 1_000_000_000;

/** A price as it is set. */
export class PriceDto {
  /** In minor units of the currency: 12500 is 125.00 EUR, or 12500 JPY. */
  @IsWhole({ min: 0, max: maxPriceMinor })
  @ApiProperty({ example: 12_500 })
  amount: number;

  /** That of the hotel or flight. */
  @IsCurrency()
  currency: string;
}

/** The minor units of a price. Throws 400 for one in another currency: it would be a different price. */
export function minorOf(field: string, price: PriceDto, currency: string): number {
  if (price.currency === currency) return price.amount;
  throw invalidField(`${field}.currency`, 'other_currency', `${field}.currency must be ${currency} here`);
}
