import { Injectable } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';
import { LedgerCheckService } from '../inventory/ledger-check.service.js';
import {
  findContradictions,
  findOrphanedHolds,
  findOverdueHolds,
  findStuckPayments,
  findStuckRefunds,
  type Contradiction,
} from './booking-checks.views.js';
import { eachLimited } from './each-limited.js';
import type { Finding, Subject } from './findings.js';
import { findPayments, type OurPayment } from './our-books.views.js';
import { comparePayment } from './payment-comparison.rules.js';
import { ProviderBooks } from './provider-books.js';
import { compareRefunds } from './refund-comparison.rules.js';

type PaymentSubject = Extract<Subject, { of: 'payment' }>;
type ReservationSubject = Extract<Subject, { of: 'reservation' }>;

/** Questions put to the provider at the same time: its other callers are guests who wait. */
const providerConcurrency = 5;

/** Looks at subjects one by one, as they stand at this moment, and says what is wrong with them. */
@Injectable()
export class Judge {
  constructor(
    private readonly prisma: PrismaService,
    private readonly books: ProviderBooks,
    private readonly ledger: LedgerCheckService,
  ) {}

  /** Throws the SDK's error when a payment is among the subjects and the provider cannot be reached. */
  async judge(subjects: readonly Subject[]): Promise<Finding[]> {
    const payments = subjects.filter((subject) => subject.of === 'payment');
    const reservations = subjects.filter((subject) => subject.of === 'reservation');
    const findings = [
      ...(await this.judgePayments(payments)),
      ...(await this.judgeReservations(reservations)),
    ];
    for (const subject of subjects) {
      if (subject.of === 'listing') findings.push(...(await this.judgeListing(subject)));
      if (subject.of === 'overdue') findings.push(...(await this.judgeOverdue(subject)));
    }
    return findings;
  }

  private async judgePayments(subjects: readonly PaymentSubject[]): Promise<Finding[]> {
    const keys = subjects.flatMap(({ listingId, paymentId }) =>
      paymentId === null ? [] : [{ listingId, paymentId }],
    );
    const ours = new Map<string, OurPayment>();
    for (const payment of await findPayments(this.prisma, keys)) ours.set(keyOf(payment), payment);
    const findings: Finding[] = [];
    await eachLimited(subjects, providerConcurrency, async (subject) => {
      const mine = ours.get(keyOf(subject));
      const providerPaymentId = subject.providerPaymentId ?? mine?.providerPaymentId ?? null;
      // Never heard of there, as far as we know: there is nothing to compare it with.
      if (providerPaymentId === null) return;
      const theirs = await this.books.findPayment(providerPaymentId);
      findings.push(
        ...comparePayment(subject, mine, theirs?.payment),
        ...compareRefunds(subject, mine, theirs?.refunds ?? []),
      );
    });
    return findings;
  }

  private async judgeReservations(subjects: readonly ReservationSubject[]): Promise<Finding[]> {
    const byId = new Map(subjects.map((subject) => [subject.reservationId, subject]));
    const found = await findContradictions(this.prisma, subjects);
    return found.flatMap((contradiction) => {
      const subject = byId.get(contradiction.reservationId ?? '');
      return subject === undefined ? [] : [{ ...contradiction, subject }];
    });
  }

  private async judgeListing(subject: Extract<Subject, { of: 'listing' }>): Promise<Finding[]> {
    const { listingId } = subject;
    const counters = await this.ledger.verifyListing(listingId);
    const holds = await findOrphanedHolds(this.prisma, { from: listingId, to: listingId });
    return [
      ...holds.map((contradiction) => ({ ...contradiction, subject })),
      ...counters.map(({ skuId, date, ...counts }) => ({
        subject,
        listingId,
        kind: 'ledger_counter_wrong' as const,
        item: `${skuId}/${date}`,
        detail: { skuId, date, ...counts },
      })),
    ];
  }

  private async judgeOverdue(subject: Subject): Promise<Finding[]> {
    const found: Contradiction[] = [
      ...(await findStuckPayments(this.prisma)),
      ...(await findStuckRefunds(this.prisma)),
      ...(await findOverdueHolds(this.prisma)),
    ];
    return found.map((contradiction) => ({ ...contradiction, subject }));
  }
}

function keyOf({ listingId, paymentId }: { listingId: number; paymentId: string | null }): string {
  return `${listingId} ${paymentId}`;
}
