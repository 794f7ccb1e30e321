import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiResponse } from '@nestjs/swagger';

/** Documents what every kept answer has in common: who names its tag is told that it still holds. */
export function ApiKept(): ClassDecorator & MethodDecorator {
  return applyDecorators(
    ApiHeader({
      name: 'If-None-Match',
      required: false,
      description: 'The `ETag` of the answer you have, to be told when it still holds.',
      schema: { type: 'string' },
    }),
    ApiResponse({
      status: 304,
      description: 'What you have still holds: you named its `ETag` in `If-None-Match`.',
    }),
  );
}
