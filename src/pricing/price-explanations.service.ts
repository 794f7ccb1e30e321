import { Injectable } from '@nestjs/common';
import { getSkuNames } from '../catalog/listing.views.js';
import { PrismaService } from '../database/prisma.service.js';
import { DomainError } from '../errors/domain-error.js';
import { explainPrice, type PriceExplanation } from './explanation.rules.js';
import { findFrozenPrice } from './frozen-price.views.js';
import type { PricingSettings } from './pricing-settings.js';
import { findPriceRevision } from './pricing.views.js';
import { toQuoteDto, type QuoteDto } from './quote.dto.js';

/** The quote a hold has frozen, as its guest is shown it, and how it was made. */
export interface ExplainedPrice extends PriceExplanation {
  readonly holdId: string;
  readonly madeAt: Date;
  readonly quote: QuoteDto;
}

/** How the price of a hold came about, made again from what was kept with it. */
@Injectable()
export class PriceExplanationsService {
  constructor(private readonly prisma: PrismaService) {}

  /** Of a hold, or of the hold of a reservation. Throws `hold_not_found`. */
  async explain(holdOrReservationId: string): Promise<ExplainedPrice> {
    const found = await findFrozenPrice(this.prisma, holdOrReservationId);
    if (found === undefined) {
      throw new DomainError('not_found', 'hold_not_found', `There is no hold ${holdOrReservationId}`, {
        holdId: holdOrReservationId,
      });
    }
    const { listingId, holdId, madeAt, ...price } = found;
    const revisions = new Map<number, PricingSettings>();
    for (const revision of new Set(price.lines.map((line) => line.inputs?.revision ?? 0))) {
      const settings = await findPriceRevision(this.prisma, listingId, revision);
      if (settings !== undefined) revisions.set(revision, settings);
    }
    const names = await getSkuNames(this.prisma, listingId);
    return {
      holdId,
      madeAt,
      quote: toQuoteDto(price.lines, { currency: price.currency, names }),
      ...explainPrice(price, revisions),
    };
  }
}
