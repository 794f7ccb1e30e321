import { ApiProperty } from '@nestjs/swagger';

/** One refused field of a request. */
export class FieldErrorDto {
  /** Where it is, e.g. `items.0.quantity`. */
  @ApiProperty({ example: 'items.0.quantity' })
  field: string;

  /** What is wrong, stable. */
  @ApiProperty({ example: 'max' })
  code: string;

  /** The same as a sentence. */
  @ApiProperty({ example: 'items.0.quantity must not be greater than 10' })
  message: string;
}

/** Every error: a problem document after RFC 9457. Some codes add members of their own. */
export class ProblemDto {
  /** Identifies the kind of problem for good. */
  @ApiProperty({ format: 'uri', example: 'urn:holdfast:problem:invalid_request' })
  type: string;

  /** The same for every problem of this type. */
  @ApiProperty({ example: 'The request is not valid' })
  title: string;

  /** The HTTP status. */
  @ApiProperty({ type: 'integer', minimum: 400, maximum: 599, example: 400 })
  status: number;

  /** What programs decide by; stable. */
  @ApiProperty({ example: 'invalid_request' })
  code: string;

  /** What happened this time, for people. */
  @ApiProperty({ example: 'items.0.quantity must not be greater than 10' })
  detail: string;

  /** The request id, also in the `X-Request-Id` header and in our logs. */
  @ApiProperty({ example: '7f0a3c1e-5a55-4a8e-9d0c-2f3f1f8f0a11' })
  instance: string;

  /** The fields at fault, for `invalid_request`. */
  @ApiProperty({ type: [FieldErrorDto], required: false })
  errors?: FieldErrorDto[];
}
