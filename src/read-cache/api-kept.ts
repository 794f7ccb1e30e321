import { ApiResponse } from '@nestjs/swagger';

/** Documents what every kept answer has in common: who names its tag is told that it still holds. */
export function ApiKept(): ClassDecorator & MethodDecorator {
  return ApiResponse({
    status: 304,
    description: 'What you have still holds: you named its `ETag` in `If-None-Match`.',
  });
}
