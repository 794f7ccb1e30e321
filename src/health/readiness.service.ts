import { Injectable, Logger } from '@nestjs/common';
import {
  HealthCheckService,
  HealthIndicatorService,
  type HealthCheckResult,
  type HealthIndicatorResult,
} from '@nestjs/terminus';
import { unlessAborted } from '../deadlines/unless-aborted.js';
import { HealthChecks, type HealthCheck } from './health-checks.js';

const checkTimeoutMs = 2_000;
/** Anyone may ask, and each asking reaches other systems, so answers are shared for a moment. */
const sharedForMs = 1_000;

/** Finds out whether everything needed is reachable, each check bounded in time. */
@Injectable()
export class ReadinessService {
  private readonly logger = new Logger('Health');
  private latest: { askedMs: number; result: Promise<HealthCheckResult> } | undefined;

  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly checks: HealthChecks,
  ) {}

  /** Throws terminus' ServiceUnavailableException with the result when something is down. */
  check(): Promise<HealthCheckResult> {
    const nowMs = performance.now();
    if (this.latest === undefined || nowMs - this.latest.askedMs > sharedForMs) {
      const result = this.health.check(this.checks.list().map((check) => () => this.run(check)));
      this.latest = { askedMs: nowMs, result };
    }
    return this.latest.result;
  }

  private async run({ name, check }: HealthCheck): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check(name);
    const timeout = new AbortController();
    const timer = setTimeout(
      () => timeout.abort(new Error(`no answer within ${checkTimeoutMs} ms`)),
      checkTimeoutMs,
    );
    try {
      await unlessAborted(check(timeout.signal), timeout.signal);
      return indicator.up();
    } catch (error) {
      // The reason may name hosts and users, so it stays in the log.
      this.logger.warn(`${name} is not reachable`, { err: error });
      return indicator.down();
    } finally {
      clearTimeout(timer);
    }
  }
}
