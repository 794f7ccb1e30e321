import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';

export type Access = 'public' | 'guest' | 'admin';

export const accessKey = 'holdfast:access';
/** The same, for the API document; removed from it again once read. */
export const accessExtension = 'x-access';

/** Serves a route, or all of a controller, without a token. A valid one is still read. */
export function Public(): MethodDecorator & ClassDecorator {
  return restrictTo('public');
}

/** Serves a route, or all of a controller, to administrators only. */
export function AdminOnly(): MethodDecorator & ClassDecorator {
  return restrictTo('admin');
}

function restrictTo(access: Access): MethodDecorator & ClassDecorator {
  return applyDecorators(SetMetadata(accessKey, access), ApiExtension(accessExtension, access));
}
