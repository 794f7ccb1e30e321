import { ApiProperty } from '@nestjs/swagger';
import { IsString, Matches } from 'class-validator';

export class SavePaymentMethodDto {
  /**
   * What the provider gave the guest's browser for the card; card data itself never comes here. In the sandbox
   * `pm_card_visa` pays, and other cards decline, ask for approval or misbehave.
   */
  @IsString()
  @Matches(/^[\w-]{3,255}$/, { message: '$property must be a payment method token of the provider' })
  @ApiProperty({ example: 'pm_card_visa', minLength: 3, maxLength: 255, pattern: '^[\\w-]{3,255}$' })
  token: string;
}

export class PaymentMethodDto {
  /** Names the card when paying. */
  @ApiProperty({ example: 'pm_1QxW5nLkdIwHu7ix' })
  paymentMethodId: string;

  /** Who issued it: `visa`, `mastercard` … */
  @ApiProperty({ example: 'visa' })
  brand: string;

  /** The last four digits of the card's number. */
  @ApiProperty({ example: '4242' })
  last4: string;

  /** The month it expires in. */
  @ApiProperty({ type: 'integer', example: 12 })
  expMonth: number;

  /** The year it expires in. */
  @ApiProperty({ type: 'integer', example: 2034 })
  expYear: number;

  /** When it was saved. */
  @ApiProperty({ format: 'date-time', example: '2027-01-31T09:30:00.000Z' })
  createdAt: string;
}
