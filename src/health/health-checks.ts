import { Injectable } from '@nestjs/common';

/** Something this process cannot serve without. Resolves when it is there, rejects when it is not. */
export interface HealthCheck {
  readonly name: string;
  readonly check: (signal: AbortSignal) => Promise<unknown>;
}

/** What readiness asks for. A module that needs something reachable adds its check when it starts. */
@Injectable()
export class HealthChecks {
  private readonly checks = new Map<string, HealthCheck>();

  add(check: HealthCheck): void {
    this.checks.set(check.name, check);
  }

  list(): HealthCheck[] {
    return [...this.checks.values()];
  }
}
