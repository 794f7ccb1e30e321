import { Injectable } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';
import { isFreePayment } from '../payments/free-of-charge.rules.js';
import { findContradictions } from './booking-checks.views.js';
import type { Subject } from './findings.js';
import { isOurs, readPaymentKey } from './metadata-ref.js';
import {
  findPayments,
  listPayments,
  listRefundedPayments,
  listReservations,
  type OurPayment,
  type Span,
} from './our-books.views.js';
import { comparePayment } from './payment-comparison.rules.js';
import {
  ProviderBooks,
  type CreatedRange,
  type ProviderPayment,
  type ProviderRefund,
} from './provider-books.js';
import { isAsWritten } from './refund-comparison.rules.js';
import type { RunControl } from './run-control.js';

type PaymentSubject = Extract<Subject, { of: 'payment' }>;

/** The provider writes a payment down a little after we do, and its clock may be off. */
const marginSeconds = 5;
/** Pages read for one span; when there are more, the span is cut. */
const maxPages = 50;
/** Spans this short are read to their end. */
const shortestMs = 1_000;

/** Compares all that was made in a span of time, and names what has to be looked at more closely. */
@Injectable()
export class SpanScan {
  constructor(
    private readonly prisma: PrismaService,
    private readonly books: ProviderBooks,
  ) {}

  /** Undefined when too much was made in the span to be compared in one go. */
  async scan(span: Span, control: RunControl): Promise<Subject[] | undefined> {
    const range: CreatedRange = {
      fromSeconds: Math.floor(span.from.getTime() / 1_000) - marginSeconds,
      toSeconds: Math.ceil(span.until.getTime() / 1_000) + marginSeconds,
    };
    const mayCut = span.until.getTime() - span.from.getTime() > shortestMs;
    const suspects: Subject[] = [];

    const payments = await listPayments(this.prisma, span);
    const seen = new Set<string>();
    let pages = 0;
    for await (const page of this.books.pagesOfPayments(range)) {
      await control.checkpoint();
      for (const { providerPaymentId } of page) seen.add(providerPaymentId);
      suspects.push(...(await this.comparePayments(page)));
      if (++pages > maxPages && mayCut) return undefined;
    }
    suspects.push(...payments.filter((payment) => isMissing(payment, seen)).map(toSubject));

    const refunded = await listRefundedPayments(this.prisma, span);
    const seenRefunds = new Set<string>();
    for await (const page of this.books.pagesOfRefunds(range)) {
      await control.checkpoint();
      for (const { providerRefundId } of page) seenRefunds.add(providerRefundId);
      suspects.push(...(await this.compareRefunds(page)));
      if (++pages > maxPages && mayCut) return undefined;
    }
    suspects.push(...refunded.filter((payment) => isMissingRefunds(payment, seenRefunds)).map(toSubject));

    const reservations = await listReservations(this.prisma, span);
    const contradictions = await findContradictions(this.prisma, reservations);
    suspects.push(
      ...contradictions.map(({ listingId, reservationId }) => ({
        of: 'reservation' as const,
        listingId,
        reservationId: reservationId ?? '',
      })),
    );
    const { counts } = control;
    counts.payments += payments.length;
    counts.refunds += refunded.reduce((sum, { refunds }) => sum + refunds.length, 0);
    counts.reservations += reservations.length;
    return suspects;
  }

  private async comparePayments(page: readonly ProviderPayment[]): Promise<PaymentSubject[]> {
    const theirs = page
      .filter(({ metadata }) => isOurs(metadata))
      .map((payment) => ({
        payment,
        subject: subjectOf(payment.metadata, payment.providerPaymentId),
      }));
    const ours = await this.findOurs(theirs.map(({ subject }) => subject));
    return theirs.flatMap(({ payment, subject }) => {
      const findings = comparePayment(subject, ours.get(keyOf(subject)), payment);
      return findings.length === 0 ? [] : [subject];
    });
  }

  private async compareRefunds(page: readonly ProviderRefund[]): Promise<PaymentSubject[]> {
    const theirs = page
      .filter(({ paymentMetadata }) => isOurs(paymentMetadata))
      .map((refund) => ({ refund, subject: subjectOf(refund.paymentMetadata, refund.providerPaymentId) }));
    const ours = await this.findOurs(theirs.map(({ subject }) => subject));
    return theirs.flatMap(({ refund, subject }) =>
      isAsWritten(refund, ours.get(keyOf(subject))) ? [] : [subject],
    );
  }

  private async findOurs(subjects: readonly PaymentSubject[]): Promise<Map<string, OurPayment>> {
    const keys = subjects.flatMap(({ listingId, paymentId }) =>
      paymentId === null ? [] : [{ listingId, paymentId }],
    );
    const found = await findPayments(this.prisma, keys);
    return new Map(found.map((payment) => [keyOf(payment), payment]));
  }
}

/**
 * Whether the provider should have it and did not name it. An attempt that ended without money may be forgotten, and it never
 * heard of one of nothing.
 */
function isMissing({ status, providerPaymentId }: OurPayment, seen: ReadonlySet<string>): boolean {
  if (providerPaymentId === null || isFreePayment(providerPaymentId)) return false;
  if (status === 'declined' || status === 'voided') return false;
  return !seen.has(providerPaymentId);
}

function isMissingRefunds({ refunds }: OurPayment, seen: ReadonlySet<string>): boolean {
  return refunds.some(
    ({ status, providerRefundId }) =>
      (status === 'pending' || status === 'succeeded') &&
      (providerRefundId === null || !seen.has(providerRefundId)),
  );
}

function subjectOf(
  metadata: Readonly<Record<string, string>>,
  providerPaymentId: string | null,
): PaymentSubject {
  return { of: 'payment', ...readPaymentKey(metadata), providerPaymentId };
}

function toSubject({ listingId, paymentId, providerPaymentId }: OurPayment): PaymentSubject {
  return { of: 'payment', listingId, paymentId, providerPaymentId };
}

function keyOf({ listingId, paymentId }: { listingId: number; paymentId: string | null }): string {
  return `${listingId} ${paymentId}`;
}
