import { ApiProperty } from '@nestjs/swagger';

/** An amount of money. */
export class MoneyDto {
  /** In minor units of the currency: 12500 is 125.00 EUR, or 12500 JPY. */
  @ApiProperty({ type: 'integer', example: 12_500 })
  amount: number;

  /** ISO 4217. */
  @ApiProperty({ pattern: '^[A-Z]{3}$', example: 'EUR' })
  currency: string;
}
