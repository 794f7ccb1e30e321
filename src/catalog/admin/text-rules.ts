import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, IsString, Length, Matches, Max, MaxLength, Min, ValidateIf } from 'class-validator';

/** ISO 4217 codes in use. */
export const currencies: readonly string[] = Intl.supportedValuesOf('currency');
/** What things are found by in files and by people. */
export const codePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;

/** A name: some characters, not all of them blanks. */
export function IsName({ max = 200 } = {}): PropertyDecorator {
  return applyDecorators(
    IsString(),
    Length(1, max),
    Matches(/\S/, { message: '$property must say something' }),
    ApiProperty({ minLength: 1, maxLength: max }),
  );
}

/** A text that may be empty. */
export function IsText({ max }: { max: number }): PropertyDecorator {
  return applyDecorators(IsString(), MaxLength(max), ApiProperty({ maxLength: max }));
}

/** A code, such as `LISBON-RIVERSIDE`. */
export function IsCode(): PropertyDecorator {
  return applyDecorators(
    IsString(),
    Matches(codePattern, { message: '$property must be up to 40 letters, digits, ".", "_" and "-"' }),
    ApiProperty({ pattern: codePattern.source }),
  );
}

/** A whole number of a body. */
export function IsWhole({ min, max }: { min: number; max: number }): PropertyDecorator {
  return applyDecorators(
    IsInt(),
    Min(min),
    Max(max),
    ApiProperty({ type: 'integer', minimum: min, maximum: max }),
  );
}

/** Rooms of a type that may be sold beyond those there are, at most; null for no such bound. May be left out. */
export function IsOverbookingCap(): PropertyDecorator {
  return applyDecorators(
    ValidateIf((_body, value) => value !== undefined && value !== null),
    IsInt(),
    Min(0),
    Max(9_999),
    ApiProperty({
      type: 'integer',
      minimum: 0,
      maximum: 9_999,
      nullable: true,
      required: false,
      example: 5,
    }),
  );
}

/** An ISO 4217 code in use. */
export function IsCurrency(): PropertyDecorator {
  return applyDecorators(
    IsIn(currencies, { message: '$property must be an ISO 4217 code in use' }),
    ApiProperty({ type: 'string', pattern: '^[A-Z]{3}$', example: 'EUR' }),
  );
}
