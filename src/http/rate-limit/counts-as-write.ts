import { SetMetadata } from '@nestjs/common';

export const writeKey = 'holdfast:counts-as-write';

/** The route takes inventory or charges a card: it also counts against the limits of those. */
export function CountsAsWrite(): MethodDecorator {
  return SetMetadata(writeKey, true);
}
