import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsInt, Max, Min, ValidateBy, ValidateIf } from 'class-validator';
import { isNight } from '../stays/night.js';
import { maxInt4 } from './int4.js';

/** A calendar date that exists, `YYYY-MM-DD`. */
export function IsNight(): PropertyDecorator {
  return applyDecorators(
    ValidateBy({
      name: 'isNight',
      validator: {
        validate: isNight,
        defaultMessage: () => '$property must be a date that exists, written YYYY-MM-DD',
      },
    }),
    ApiProperty({ type: 'string', format: 'date' }),
  );
}

/** An instant with its zone, RFC 3339: `2027-03-14T09:30:00Z`. */
export function IsInstant(): PropertyDecorator {
  return applyDecorators(
    ValidateBy({
      name: 'isInstant',
      validator: {
        validate: isInstant,
        defaultMessage: () => '$property must be an instant that exists, such as 2027-03-14T09:30:00Z',
      },
    }),
    ApiProperty({ type: 'string', format: 'date-time', required: false }),
  );
}

/** A field of a JSON body that may be left out. Unlike `@IsOptional()`, `null` is a value like any other: a wrong one. */
export function MayBeAbsent(): PropertyDecorator {
  return ValidateIf((_body, value) => value !== undefined);
}

/** The id of a listing or SKU in a JSON body. */
export function IsInt4Id(): PropertyDecorator {
  return applyDecorators(
    IsInt(),
    Min(1),
    Max(maxInt4),
    ApiProperty({ type: 'integer', minimum: 1, maximum: maxInt4 }),
  );
}

/** A whole number in a query string. `1e3`, `0x10`, an empty or a repeated parameter is none. */
export function IsQueryInt({ min, max }: { min: number; max: number }): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => parseWholeNumber(value)),
    IsInt(),
    Min(min),
    Max(max),
    ApiProperty({ type: 'integer', minimum: min, maximum: max }),
  );
}

/** `true` or `false` in a query string, nothing else. */
export function IsQueryBoolean(): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      value === 'true' ? true : value === 'false' ? false : value,
    ),
    IsBoolean(),
    ApiProperty({ type: 'boolean' }),
  );
}

/** No zone is further from UTC than some 14 hours; PostgreSQL reads up to 15:59. */
const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-](0\d|1[0-5]):[0-5]\d)$/;
/** Where the calendar of four digits ends, also for a day of its last year in a zone that is behind. */
const year10000Ms = Date.UTC(10_000, 0);

/** Between the years 1970 and 9999, as dates are. */
function isInstant(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    instantPattern.test(value) &&
    isNight(value.slice(0, 10)) &&
    // Not for what is no instant either: then it is NaN.
    Date.parse(value) < year10000Ms
  );
}

function parseWholeNumber(value: unknown): unknown {
  return typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
}
