import { Injectable } from '@nestjs/common';
import { watchBatches } from '../batching/batch-metrics.js';
import { Batcher, type BatcherOptions } from '../batching/batcher.js';
import { togetherOrAlone } from '../batching/together-or-alone.js';
import { AppConfig } from '../config/app-config.js';
import { PrismaService } from '../database/prisma.service.js';
import { MetricsService } from '../metrics/metrics.service.js';
import { findOpenPayments, type OpenPayment } from './open-payments.queries.js';
import {
  authoriseTogether,
  captureTogether,
  runStep,
  steps,
  type AuthoriseOutcome,
  type AuthoriseRequest,
  type CaptureOutcome,
  type PaymentRef,
} from './payment-steps.queries.js';

/** Two keep the database busy while an answer travels. */
const maxInFlight = 2;

/**
 * The steps that every booking takes, of many bookings at once: those that come while a call is under way share the
 * next one. None is ever refused for the company it has: there are no more than the provider is asked for at a time.
 */
@Injectable()
export class PaymentBatches {
  private readonly authorises: Batcher<AuthoriseRequest, AuthoriseOutcome>;
  private readonly captures: Batcher<PaymentRef, CaptureOutcome>;
  private readonly looks: Batcher<PaymentRef, OpenPayment | undefined>;

  constructor(prisma: PrismaService, config: AppConfig, metrics: MetricsService) {
    const options: BatcherOptions = {
      maxSize: config.batchMaxSize,
      maxWaiting: Infinity,
      maxWaitMs: Infinity,
      maxInFlight,
    };
    this.authorises = new Batcher(
      (requests) =>
        togetherOrAlone(requests, {
          together: (all) => authoriseTogether(prisma, all),
          alone: (request) => runStep(prisma, steps.authorise(request, request.providerPaymentId)),
        }),
      options,
    );
    this.captures = new Batcher(
      (requests) =>
        togetherOrAlone(requests, {
          together: (all) => captureTogether(prisma, all),
          alone: (request) => runStep(prisma, steps.capture(request)),
        }),
      options,
    );
    this.looks = new Batcher(async (refs) => {
      const payments = await findOpenPayments(prisma, refs);
      return payments.map((value) => ({ status: 'fulfilled', value }));
    }, options);
    watchBatches(metrics, {
      payment_authorise: this.authorises,
      payment_capture: this.captures,
      payment_look: this.looks,
    });
  }

  /** The provider holds the money: takes the inventory for good. */
  authorise(request: AuthoriseRequest): Promise<AuthoriseOutcome> {
    return this.authorises.submit(request);
  }

  /** The money was taken. */
  capture(ref: PaymentRef): Promise<CaptureOutcome> {
    return this.captures.submit(ref);
  }

  /** How a payment stands with us; undefined for one we do not know. */
  find(ref: PaymentRef): Promise<OpenPayment | undefined> {
    return this.looks.submit(ref);
  }
}
