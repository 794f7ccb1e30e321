import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { Admission } from './auth/admission.js';
import { AuthGuard } from './auth/auth.guard.js';
import { TokenVerifier } from './auth/token-verifier.js';
import { DirectRoutes } from './direct/direct-routes.js';
import { ClaimKeeper } from './idempotency/claim-keeper.js';
import { Claims } from './idempotency/claims.js';
import { IdempotencyInterceptor } from './idempotency/idempotency.interceptor.js';
import { MediaTypeGuard } from './media-type.js';
import { RequestLimits } from './rate-limit/request-limits.js';
import { ProblemFilter } from './problem.filter.js';
import { createValidationPipe } from './validation.js';

/** What every route goes through: who asks, and how often, is the body of the right type, is it valid, was it asked before. */
@Global()
@Module({
  providers: [
    TokenVerifier,
    Admission,
    RequestLimits,
    ClaimKeeper,
    Claims,
    DirectRoutes,
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_GUARD, useClass: AuthGuard },
    { provide: APP_GUARD, useClass: MediaTypeGuard },
    { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
    { provide: APP_PIPE, useFactory: createValidationPipe },
  ],
  exports: [TokenVerifier, Admission, RequestLimits, DirectRoutes],
})
export class HttpModule {}
