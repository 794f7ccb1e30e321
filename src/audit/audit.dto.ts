import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length } from 'class-validator';
import { IsInstant, IsQueryInt } from '../http/field-rules.js';
import { maxInt4 } from '../http/int4.js';
import { PageQuery } from '../http/page.dto.js';
import { auditChannels, type AuditChannel } from './actor.js';
import { auditActions, auditKinds, type AuditAction, type AuditKind } from './audit-kinds.js';

export class AuditQuery extends PageQuery {
  /** Only changes of things of this kind. */
  @IsOptional()
  @IsIn(auditKinds)
  @ApiProperty({ enum: auditKinds, required: false })
  kind?: AuditKind;

  /** Only where this was done. */
  @IsOptional()
  @IsIn(auditActions)
  @ApiProperty({ enum: auditActions, required: false })
  action?: AuditAction;

  /** Only what belongs to this hotel. */
  @IsOptional()
  @IsQueryInt({ min: 1, max: maxInt4 })
  @ApiProperty({ required: false })
  hotelId?: number;

  /** Only what belongs to this flight. */
  @IsOptional()
  @IsQueryInt({ min: 1, max: maxInt4 })
  @ApiProperty({ required: false })
  flightId?: number;

  /** Only the one with this id (or code, where it has no id). */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  subjectId?: string;

  /** Only what this person, client or job did. */
  @IsOptional()
  @IsString()
  @Length(1, 128)
  actor?: string;

  /** Only from this instant on, such as `2027-03-14T09:30:00Z`. */
  @IsOptional()
  @IsInstant()
  from?: string;

  /** Only before this instant, such as `2027-03-15T00:00:00Z`. */
  @IsOptional()
  @IsInstant()
  to?: string;
}

/** One change. */
export class AuditEntryDto {
  @ApiProperty({ format: 'uuid' })
  entryId: string;

  @ApiProperty({ format: 'date-time', example: '2027-03-12T15:00:00.123456Z' })
  occurredAt: string;

  /** The subject of the access token, the user of the operating system who ran a command, or the name of a job. */
  @ApiProperty({ example: 'admin' })
  actor: string;

  @ApiProperty({ enum: auditChannels })
  via: AuditChannel;

  /** Of the request that made it: `instance` of problems, and in the log. */
  @ApiProperty({ required: false })
  requestId?: string;

  @ApiProperty({ enum: auditActions })
  action: AuditAction;

  @ApiProperty({ enum: auditKinds })
  kind: AuditKind;

  /** The hotel or flight it belongs to, if any. */
  @ApiProperty({ type: 'integer', required: false, example: 1 })
  listingId?: number;

  /** Its id, or its code where it has no id. */
  @ApiProperty({ example: '1' })
  subjectId: string;

  /**
   * By field: what it was (`from`) and what it is (`to`). Where many nights were set, `nights` has what each of them had before,
   * nights that follow each other and had the same as one range.
   */
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'object', properties: { from: {}, to: {} } },
    example: { name: { from: 'Old name', to: 'New name' } },
  })
  changes: Record<string, { from?: unknown; to?: unknown }>;
}
