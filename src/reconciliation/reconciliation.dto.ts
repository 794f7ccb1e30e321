import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { PageQuery } from '../http/page.dto.js';
import { differenceKinds, type DifferenceKind } from './findings.js';
import { differenceStates, type DifferenceState } from './reconciliation.views.js';

export const differenceKindNames = Object.keys(differenceKinds).filter(isDifferenceKind);

function isDifferenceKind(name: string): name is DifferenceKind {
  return Object.hasOwn(differenceKinds, name);
}

/** Which differences are wanted. */
export class DifferencesQuery extends PageQuery {
  /**
   * `open`: to be looked at. `accepted`: still so, and somebody knows why. `resolved`: healed, or gone when it was looked
   * at again.
   */
  @IsOptional()
  @IsIn(differenceStates)
  @ApiProperty({ enum: differenceStates, required: false, default: 'open' })
  state: DifferenceState = 'open';

  /** Only those of this kind. */
  @IsOptional()
  @IsIn(differenceKindNames)
  @ApiProperty({ enum: differenceKindNames, required: false })
  kind?: DifferenceKind;

  /** Only those about this reservation. */
  @IsOptional()
  @IsUUID()
  @ApiProperty({ format: 'uuid', required: false })
  reservationId?: string;
}

/** Something that is not the same on both sides. */
export class DifferenceDto {
  @ApiProperty({ format: 'uuid' })
  differenceId: string;

  /** What differs. */
  @ApiProperty({ enum: differenceKindNames, example: 'payment_captured_there' })
  kind: DifferenceKind;

  /** What the kind means. */
  @ApiProperty({ example: 'The provider took money that our books do not count.' })
  meaning: string;

  /** The hotel or flight; absent when the provider names none that can be. */
  @ApiProperty({ type: 'integer', required: false, example: 1 })
  listingId?: number;

  @ApiProperty({ format: 'uuid', required: false })
  reservationId?: string;

  @ApiProperty({ format: 'uuid', required: false })
  paymentId?: string;

  /** The payment's id at the provider, the reservation or the listing that was looked at. */
  @ApiProperty({ example: 'pi_3QxW5nLkdIwHu7ix0a1b2c3d' })
  subjectId: string;

  /** The refund, the hold, or the SKU and date; absent when there is only one of them. */
  @ApiProperty({ required: false, example: 're_3QxW5nLkdIwHu7ix0e4f5a6b' })
  item?: string;

  /** Both sides, as they stood when it was seen last. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  detail: Readonly<Record<string, unknown>>;

  /** When it was found. */
  @ApiProperty({ format: 'date-time' })
  firstSeenAt: string;

  /** When it was still so. */
  @ApiProperty({ format: 'date-time' })
  lastSeenAt: string;

  @ApiProperty({ format: 'date-time', required: false })
  resolvedAt?: string;

  /** `healed`: the next step of the payment or refund set it right. `gone`: it was no longer so. */
  @ApiProperty({ enum: ['gone', 'healed'], required: false })
  resolution?: 'gone' | 'healed';

  /** When an administrator said that it may stay. */
  @ApiProperty({ format: 'date-time', required: false })
  acceptedAt?: string;

  /** The administrator. */
  @ApiProperty({ required: false, example: 'root' })
  acceptedBy?: string;

  /** Why it may stay. */
  @ApiProperty({ required: false, example: 'Refunded by hand, as a goodwill gesture.' })
  note?: string;
}

export const maxNoteLength = 1_000;

/** Why a difference may stay. */
export class AcceptDifferenceDto {
  @IsString()
  @MaxLength(maxNoteLength)
  @Matches(/\S/, { message: '$property must say something' })
  @ApiProperty({ example: 'Refunded by hand, as a goodwill gesture.' })
  note: string;
}

/** One comparison of the books. */
export class ReconciliationRunDto {
  @ApiProperty({ format: 'uuid' })
  runId: string;

  /** What it was begun by. */
  @ApiProperty({ enum: ['schedule', 'admin', 'command'], example: 'schedule' })
  trigger: string;

  /** `unfinished`: the next one goes on where it stopped. `failed`: a part could not be done; see `failure`. */
  @ApiProperty({ enum: ['running', 'complete', 'unfinished', 'failed'], example: 'complete' })
  status: string;

  @ApiProperty({ format: 'date-time' })
  startedAt: string;

  @ApiProperty({ format: 'date-time', required: false })
  endedAt?: string;

  /** What was made from then on was compared … */
  @ApiProperty({ format: 'date-time', required: false })
  comparedFrom?: string;

  /** … until then. */
  @ApiProperty({ format: 'date-time', required: false })
  comparedUntil?: string;

  /** Payments compared. */
  @ApiProperty({ type: 'integer', example: 1200 })
  payments: number;

  /** Refunds compared. */
  @ApiProperty({ type: 'integer', example: 40 })
  refunds: number;

  /** Reservations of which the rows were compared with each other. */
  @ApiProperty({ type: 'integer', example: 1180 })
  reservations: number;

  /** Hotels and flights whose counters were compared. */
  @ApiProperty({ type: 'integer', example: 200 })
  listings: number;

  /** Differences found for the first time. */
  @ApiProperty({ type: 'integer', example: 0 })
  opened: number;

  /** Differences set right by the next step of a payment or refund. */
  @ApiProperty({ type: 'integer', example: 0 })
  healed: number;

  /** Differences that were gone when they were looked at again. */
  @ApiProperty({ type: 'integer', example: 0 })
  resolved: number;

  /** Why a part could not be done. */
  @ApiProperty({ required: false, example: 'The provider did not answer in time.' })
  failure?: string;
}

export class OpenDifferencesDto {
  /** What differs. */
  @ApiProperty({ enum: differenceKindNames, example: 'refund_unknown_here' })
  kind: DifferenceKind;

  /** How many of them are open. */
  @ApiProperty({ type: 'integer', minimum: 1, example: 1 })
  count: number;
}

/** How our books and the provider's stand to each other. */
export class ReconciliationDto {
  /** Differences that are open, by kind; empty is right. */
  @ApiProperty({ type: [OpenDifferencesDto] })
  open: OpenDifferencesDto[];

  /** All that was made before this instant has been compared at least once; absent before the first run. */
  @ApiProperty({ format: 'date-time', required: false })
  comparedUntil?: string;

  /** When every counter of the inventory had been compared last. */
  @ApiProperty({ format: 'date-time', required: false })
  ledgerComparedAt?: string;

  /** The run begun last; absent before the first. */
  @ApiProperty({ required: false })
  latestRun?: ReconciliationRunDto;
}

export class RunRequestedDto {
  /** A worker takes it up within seconds. When one is at work already, it does as well. */
  @ApiProperty({ enum: [true], example: true })
  requested: true;
}
