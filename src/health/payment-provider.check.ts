import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import { HealthChecks } from './health-checks.js';

/** Reachable means that it answers; without credentials the answer is a refusal, which is fine. */
@Injectable()
export class PaymentProviderCheck implements OnModuleInit {
  constructor(
    private readonly checks: HealthChecks,
    private readonly config: AppConfig,
  ) {}

  onModuleInit(): void {
    this.checks.add({
      name: 'paymentProvider',
      check: async (signal) => {
        const response = await fetch(new URL('/', this.config.paymentProviderUrl), {
          method: 'HEAD',
          redirect: 'manual',
          signal,
        });
        await response.body?.cancel();
      },
    });
  }
}
