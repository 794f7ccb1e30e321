import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { PrismaService } from '../../database/prisma.service.js';
import { renewClaims, type Claim } from './idempotency.queries.js';

/**
 * How long a claim outlives its process, by the database's clock: whoever repeats a request whose process was killed
 * waits this long at most. A process that lives but comes to nothing for as long loses its claims, too; what it does
 * then is harmless (see `operationIdOf`), and its answer gives way to that of the one who took over.
 */
export const leaseSeconds = 4;
/** Three renewals may be lost before a claim is. */
const renewEveryMs = 1_000;

/** Renews the claims of the requests this process works on, all of them in one statement. */
@Injectable()
export class ClaimKeeper implements OnApplicationShutdown {
  private readonly logger = new Logger('Idempotency');
  private readonly claims = new Set<Claim>();
  /** Those that were there at the last look: a request that is answered within a second costs nothing. */
  private old: Claim[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly prisma: PrismaService) {}

  /** Runs the work under a claim that is renewed until it ends. */
  async while<Result>(claim: Claim, work: () => Promise<Result>): Promise<Result> {
    this.claims.add(claim);
    this.timer ??= setTimeout(() => void this.renew(), renewEveryMs);
    try {
      return await work();
    } finally {
      this.claims.delete(claim);
    }
  }

  onApplicationShutdown(): void {
    clearTimeout(this.timer);
  }

  private async renew(): Promise<void> {
    const due = this.old.filter((claim) => this.claims.has(claim));
    this.old = [...this.claims];
    if (due.length > 0) {
      await renewClaims(this.prisma, due, leaseSeconds).catch((error: unknown) => {
        this.logger.warn(`${due.length} claim(s) could not be renewed: ${String(error)}`);
      });
    }
    this.timer = this.claims.size === 0 ? undefined : setTimeout(() => void this.renew(), renewEveryMs);
  }
}
