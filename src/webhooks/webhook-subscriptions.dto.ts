import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsString,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateBy,
} from 'class-validator';
import { MayBeAbsent } from '../http/field-rules.js';
import { eventFilterRule, isEventFilter, maxEventTypes } from './event-filter.rules.js';
import { maxUrlLength } from './target.rules.js';
import type { SubscriptionRow } from './webhook-subscriptions.views.js';
import {
  defaultSecretOverlapSeconds,
  maxSecretOverlapSeconds,
  subscriptionStatuses,
  type SubscriptionStatus,
} from './webhooks.rules.js';

const changeableStatuses = ['active', 'paused'] as const satisfies SubscriptionStatus[];
const maxDescriptionLength = 200;

function IsEventFilters(): PropertyDecorator {
  return applyDecorators(
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(maxEventTypes),
    ArrayUnique(),
    ValidateBy({
      name: 'isEventFilter',
      validator: {
        validate: (value: unknown) => Array.isArray(value) && value.every(isEventFilter),
        defaultMessage: () => `each entry of $property must be ${eventFilterRule}`,
      },
    }),
    ApiProperty({
      type: [String],
      minItems: 1,
      maxItems: maxEventTypes,
      uniqueItems: true,
      required: false,
      example: ['reservation.*', 'hold.expired'],
    }),
  );
}

export class CreateWebhookSubscriptionDto {
  /** Where messages are posted: https, on the public internet. */
  @IsString()
  @Length(1, maxUrlLength)
  @ApiProperty({ format: 'uri', maxLength: maxUrlLength, example: 'https://example.com/holdfast' })
  url: string;

  /** What it is told of: types of events, `reservation.*` for all of one kind, `*` for everything (the default). */
  @MayBeAbsent()
  @IsEventFilters()
  eventTypes?: string[];

  /** For people. */
  @MayBeAbsent()
  @IsString()
  @MaxLength(maxDescriptionLength)
  @ApiProperty({ required: false, maxLength: maxDescriptionLength, example: 'the CRM' })
  description?: string;
}

export class ChangeWebhookSubscriptionDto {
  /** Where messages are posted from now on, those that still wait included. */
  @MayBeAbsent()
  @IsString()
  @Length(1, maxUrlLength)
  @ApiProperty({
    format: 'uri',
    maxLength: maxUrlLength,
    required: false,
    example: 'https://example.com/holdfast',
  })
  url?: string;

  /** What it is told of from now on. */
  @MayBeAbsent()
  @IsEventFilters()
  eventTypes?: string[];

  @MayBeAbsent()
  @IsString()
  @MaxLength(maxDescriptionLength)
  @ApiProperty({ required: false, maxLength: maxDescriptionLength, example: 'the mail service' })
  description?: string;

  /** `paused` lets messages wait; `active` sends them, also after the endpoint had answered 410. */
  @MayBeAbsent()
  @IsIn(changeableStatuses)
  @ApiProperty({ enum: changeableStatuses, required: false, example: 'paused' })
  status?: (typeof changeableStatuses)[number];
}

export class RotateWebhookSecretDto {
  /** How long the secret until now signs too, in seconds. */
  @MayBeAbsent()
  @IsInt()
  @Min(0)
  @Max(maxSecretOverlapSeconds)
  @ApiProperty({
    type: 'integer',
    minimum: 0,
    maximum: maxSecretOverlapSeconds,
    default: defaultSecretOverlapSeconds,
    required: false,
  })
  overlapSeconds?: number;
}

/** An endpoint that is told what happens. */
export class WebhookSubscriptionDto {
  @ApiProperty({ format: 'uuid' })
  subscriptionId: string;

  /** Where messages are posted. */
  @ApiProperty({ format: 'uri', example: 'https://example.com/holdfast' })
  url: string;

  /** What it is told of. */
  @ApiProperty({ type: [String], example: ['reservation.*'] })
  eventTypes: string[];

  /** For people. */
  @ApiProperty({ example: 'the CRM' })
  description: string;

  /** `paused` by an administrator: messages wait. `disabled`: the endpoint answered 410, and gets no more. */
  @ApiProperty({ enum: subscriptionStatuses, example: 'active' })
  status: SubscriptionStatus;

  /** While a secret is being replaced: until when the old one signs too. */
  @ApiProperty({ format: 'date-time', required: false })
  previousSecretUntil?: string;

  /** Since when every attempt has failed. */
  @ApiProperty({ format: 'date-time', required: false })
  failingSince?: string;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ format: 'date-time' })
  updatedAt: string;
}

/** A subscription with the secret its messages are signed with. It is shown this once. */
export class WebhookSecretDto extends WebhookSubscriptionDto {
  /** For a Standard Webhooks library. */
  @ApiProperty({ example: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDazPAqk5mPeI=' })
  secret: string;
}

export function toSubscriptionDto(row: SubscriptionRow): WebhookSubscriptionDto {
  const { previousSecretUntil, failingSince } = row;
  return {
    subscriptionId: row.subscriptionId,
    url: row.url,
    eventTypes: [...row.eventTypes],
    description: row.description,
    status: row.status,
    ...(previousSecretUntil === null ? {} : { previousSecretUntil: previousSecretUntil.toISOString() }),
    ...(failingSince === null ? {} : { failingSince: failingSince.toISOString() }),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
