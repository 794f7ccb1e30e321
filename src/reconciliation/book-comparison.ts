import { Injectable } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';
import { findSpanEnd, type Span } from './our-books.views.js';
import type { RunControl } from './run-control.js';
import { Settler } from './settler.js';
import { SpanScan } from './span-scan.js';

/** Reservations, and refunds, compared in one go, and the longest span when there are fewer. */
const maxPerSpan = 2_000;
const longestMs = 6 * 3_600_000;
/** Findings of one run. More are no differences of single payments: the settings are wrong, or the provider's data is. */
const maxOpened = 1_000;

/** Compares all that was made in some span, oldest first, in parts that are bounded in number. */
@Injectable()
export class BookComparison {
  constructor(
    private readonly prisma: PrismaService,
    private readonly scan: SpanScan,
    private readonly settler: Settler,
  ) {}

  /** `save` is told after each part up to when everything is compared; what it throws ends the comparison. */
  async compare(
    { from, until }: Span,
    control: RunControl,
    save: (comparedUntil: Date) => Promise<void>,
  ): Promise<void> {
    let position = from;
    while (position < until) {
      await control.checkpoint();
      const longest = new Date(Math.min(until.getTime(), position.getTime() + longestMs));
      let end = await findSpanEnd(this.prisma, { from: position, until: longest }, maxPerSpan);
      let suspects = await this.scan.scan({ from: position, until: end }, control);
      while (suspects === undefined) {
        end = new Date(Math.ceil((position.getTime() + end.getTime()) / 2));
        suspects = await this.scan.scan({ from: position, until: end }, control);
      }
      await this.settler.settle(suspects, control);
      if (control.counts.opened > maxOpened) {
        throw new Error(
          `${control.counts.opened} new differences in one run: is this the right provider account?`,
        );
      }
      position = end;
      await save(end);
      const minutes = (date: Date) => Math.ceil((date.getTime() - from.getTime()) / 60_000);
      control.progress('Comparing with the provider (minutes)', minutes(end), minutes(until));
    }
  }
}
