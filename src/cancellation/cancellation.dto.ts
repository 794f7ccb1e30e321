import { ApiProperty } from '@nestjs/swagger';

/** What canceling costs: one of the three. */
export class FeeDto {
  /** A share of the price, in percent. */
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 100, required: false, example: 30 })
  percent?: number;

  /** An amount, in minor units of the currency everything here is priced in. */
  @ApiProperty({ type: 'integer', minimum: 0, required: false })
  amountMinor?: number;

  /** The price of this many first nights. */
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 60, required: false })
  nights?: number;
}

/** How long before arrival or departure: `hours`, or `days` and `at`. */
export class OffsetDto {
  /** Hours before check-in begins, or before departure. */
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 8_760, required: false, example: 72 })
  hours?: number;

  /** Days before the day of arrival or departure. */
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 365, required: false })
  days?: number;

  /** With `days`: the time of that day, by the clock of the hotel or airport. */
  @ApiProperty({ required: false, pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' })
  at?: string;
}

export class PolicyStepDto {
  /** Until when it costs that; the last step has no end. */
  @ApiProperty({ required: false })
  until?: OffsetDto;

  /** What canceling costs meanwhile; never less than in a step before. */
  @ApiProperty()
  fee: FeeDto;
}

/** What canceling costs, by how long before. */
export class CancellationPolicyDto {
  /** Names the policy among those of the hotel or flight. */
  @ApiProperty({ example: 'flexible' })
  code: string;

  @ApiProperty({ example: 'Flexible' })
  name: string;

  /** In their order: the first that has not ended applies. */
  @ApiProperty({ type: [PolicyStepDto] })
  steps: PolicyStepDto[];

  /**
   * What a guest pays who does not come, or cancels when the stay has begun, and never less than for canceling before; left
   * out when that is the fee of the last step.
   */
  @ApiProperty({ required: false })
  noShowFee?: FeeDto;

  /** The same as sentences. */
  @ApiProperty({
    type: [String],
    example: [
      'Until 72 hours before arrival canceling costs nothing.',
      'After that it costs the price of the first night.',
    ],
  })
  words: string[];
}

export class StayStepDto {
  /** Until when it costs that; the last step has no end. */
  @ApiProperty({ format: 'date-time', required: false, example: '2027-03-12T15:00:00.000Z' })
  until?: string;

  /** What canceling costs meanwhile; never less than in a step before. */
  @ApiProperty()
  fee: FeeDto;
}

/** What canceling one stay or flight costs, and until when. It does not change any more once a hold is taken. */
export class StayCancellationDto {
  /** The policy it was made from. */
  @ApiProperty({ example: 'flexible' })
  code: string;

  @ApiProperty({ example: 'Flexible' })
  name: string;

  /** Until then canceling costs nothing; null: it always costs something. */
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: '2027-03-12T15:00:00.000Z',
  })
  freeUntil: string | null;

  /** In their order: the first that has not ended applies. */
  @ApiProperty({ type: [StayStepDto] })
  steps: StayStepDto[];

  /**
   * What a guest pays who does not come, or cancels when the stay has begun, and never less than for canceling before; left
   * out when that is the fee of the last step.
   */
  @ApiProperty({ required: false })
  noShowFee?: FeeDto;

  /** From when on canceling costs that: check-in has begun, or the flight departed, and the last step as well. */
  @ApiProperty({ format: 'date-time', required: false, example: '2027-03-15T15:00:00.000Z' })
  noShowFrom?: string;

  /** The same as sentences; times by the clock of the hotel or airport. */
  @ApiProperty({
    type: [String],
    example: [
      'Until 2027-03-12 15:00 (Europe/Lisbon) canceling costs nothing.',
      'After that it costs the price of the first night.',
    ],
  })
  words: string[];
}
