import { Global, Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { DatabaseCheck } from './database.check.js';
import { HealthChecks } from './health-checks.js';
import { HealthController } from './health.controller.js';
import { PaymentProviderCheck } from './payment-provider.check.js';
import { ReadinessService } from './readiness.service.js';

/** Global for `HealthChecks`, where other modules add what they need. */
@Global()
@Module({
  imports: [TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController],
  providers: [HealthChecks, ReadinessService, DatabaseCheck, PaymentProviderCheck],
  exports: [HealthChecks],
})
export class HealthModule {}
