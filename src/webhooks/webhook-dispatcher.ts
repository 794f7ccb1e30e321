import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';
import { planRetry } from './retry.rules.js';
import { signedHeaders } from './signature.js';
import {
  disableSubscription,
  leaseDueDeliveries,
  markEndpoint,
  recordDelivered,
  recordFailed,
  releaseLease,
  renewLeases,
  type LeasedDelivery,
} from './webhook-deliveries.queries.js';
import { WebhookMetrics } from './webhook-metrics.js';
import { renderPayload } from './webhook-payload.js';
import { WebhookSender, type SendOutcome } from './webhook-sender.js';

/** How long an endpoint may take to answer, in milliseconds. */
export const attemptTimeoutMs = 10_000;
/** A killed worker's attempts are made by another after this long; a living one renews its leases. */
const leaseSeconds = 4;
const renewEveryMs = 1_000;
/** Attempts of one process at the same time: in all, at one endpoint, and at one whose last attempt failed. */
const maxInFlight = 100;
const perEndpoint = 10;
const perFailingEndpoint = 1;
/** A stop waits this long for answers that are about to come. */
const stopGraceMs = 1_000;

/**
 * Attempts what is due. An endpoint gets only so many connections, one that fails a single one, so that whoever is slow
 * delays nobody else. What is under way when the process stops is handed on.
 */
@Injectable()
export class WebhookDispatcher implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Webhooks');
  private readonly underWay = new Map<LeasedDelivery, Promise<void>>();
  private readonly inFlight = new Map<string, number>();
  private readonly giveUp = new AbortController();
  private pumping: Promise<void> | undefined;
  private isWanted = false;
  private isStopping = false;
  private renewal: NodeJS.Timeout | undefined;

  constructor(
    private readonly prisma: PrismaService,
    private readonly sender: WebhookSender,
    private readonly metrics: WebhookMetrics,
  ) {}

  /** Begins the attempts that are due and for which there is room; does not wait for their outcome. */
  pump(): Promise<void> {
    this.isWanted = true;
    this.pumping ??= this.pumpWhileWanted().finally(() => {
      this.pumping = undefined;
    });
    return this.pumping;
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    await this.pumping?.catch(() => {});
    const timer = setTimeout(() => this.giveUp.abort(), stopGraceMs);
    await Promise.all(this.underWay.values());
    clearTimeout(timer);
  }

  private async pumpWhileWanted(): Promise<void> {
    while (this.isWanted && !this.isStopping) {
      this.isWanted = false;
      const limit = maxInFlight - this.underWay.size;
      if (limit <= 0) return;
      const { inFlight } = this;
      const due = await leaseDueDeliveries(this.prisma, {
        inFlight,
        limit,
        perEndpoint,
        perFailingEndpoint,
        leaseSeconds,
      });
      for (const delivery of due) this.begin(delivery);
    }
  }

  private begin(delivery: LeasedDelivery): void {
    const { subscriptionId } = delivery;
    this.inFlight.set(subscriptionId, (this.inFlight.get(subscriptionId) ?? 0) + 1);
    const attempt = this.attempt(delivery)
      // The lease runs out, and the delivery is due again.
      .catch((error: unknown) => this.logger.warn(`an outcome could not be written down: ${String(error)}`))
      .finally(() => {
        this.underWay.delete(delivery);
        if (this.underWay.size === 0) clearInterval(this.renewal);
        const left = (this.inFlight.get(subscriptionId) ?? 1) - 1;
        if (left > 0) this.inFlight.set(subscriptionId, left);
        else this.inFlight.delete(subscriptionId);
        // There may be more than there was room for.
        this.pump().catch((error: unknown) => this.logger.warn(`nothing could be leased: ${String(error)}`));
      });
    if (this.underWay.size === 0) this.renewal = setInterval(() => this.renew(), renewEveryMs);
    this.underWay.set(delivery, attempt);
  }

  private renew(): void {
    renewLeases(this.prisma, [...this.underWay.keys()], leaseSeconds).catch((error: unknown) =>
      // Another worker may make the same attempts: the endpoint knows them by their id.
      this.logger.warn(`leases could not be renewed: ${String(error)}`),
    );
  }

  private async attempt(delivery: LeasedDelivery): Promise<void> {
    const { deliveryId: id, url, secret, previousSecret, attemptedAt } = delivery;
    const body = renderPayload(delivery);
    if (body === undefined) {
      return this.fail(delivery, { error: 'the event is no longer kept' }, undefined);
    }
    const secrets = previousSecret === null ? [secret] : [secret, previousSecret];
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Holdfast-Webhooks/1',
      ...signedHeaders({ id, attemptedAt, body, secrets }),
    };
    const startedMs = performance.now();
    const outcome = await this.sender.send({ url, headers, body }, this.giveUp.signal);
    // Worker and database need not agree on the time, only on how long a second is.
    const endedAt = new Date(attemptedAt.getTime() + performance.now() - startedMs);
    await this.record(delivery, outcome, endedAt);
  }

  private async record(delivery: LeasedDelivery, outcome: SendOutcome, endedAt: Date): Promise<void> {
    const { deliveryId, subscriptionId } = delivery;
    switch (outcome.kind) {
      case 'aborted':
        return releaseLease(this.prisma, delivery);
      case 'delivered':
        await recordDelivered(this.prisma, { deliveryId, status: outcome.status });
        if (delivery.isFailing) await markEndpoint(this.prisma, { subscriptionId, isFailing: false });
        return this.metrics.count('delivered');
      case 'gone':
        if (await disableSubscription(this.prisma, subscriptionId)) {
          this.logger.warn(`webhook subscription ${subscriptionId} is disabled: its endpoint answered 410`);
        }
        return this.fail(delivery, { ...outcome, error: 'the endpoint is gone' }, undefined);
      case 'failed':
        if (!delivery.isFailing) await markEndpoint(this.prisma, { subscriptionId, isFailing: true });
        return this.fail(
          delivery,
          outcome,
          planRetry({ ...delivery, failedAt: endedAt, random: Math.random() }),
        );
    }
  }

  private async fail(
    { deliveryId, attempts }: LeasedDelivery,
    { status, error }: { status?: number; error: string },
    nextAttemptAt: Date | undefined,
  ): Promise<void> {
    await recordFailed(this.prisma, { deliveryId, attempts, status, error, nextAttemptAt });
    this.metrics.count(nextAttemptAt === undefined ? 'dead' : 'failed');
  }
}
