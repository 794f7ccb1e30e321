import { Injectable } from '@nestjs/common';
import type { BookingRequestDto } from '../catalog/booking-request.dto.js';
import { resolveBooking } from '../catalog/booking-request.js';
import { getSkuNames } from '../catalog/listing.views.js';
import { getStayCancellation } from '../cancellation/stay-cancellation.views.js';
import { AppConfig } from '../config/app-config.js';
import { PrismaService } from '../database/prisma.service.js';
import type { Principal } from '../http/auth/principal.js';
import { listAvailability, type DateAvailability } from '../inventory/availability.views.js';
import { totalNotChargeable } from '../payments/payments.errors.js';
import { chargeLimitsOf, isChargeable } from '../payments/stripe-amounts.rules.js';
import { listNights } from '../stays/night.js';
import { listLiveHoldItems, priceLines, type HeldItem, type WantedLine } from './pricing.views.js';
import { toQuoteDto } from './quote.dto.js';
import type { QuoteAnswerDto } from './quotes.dto.js';

/** What something would cost, without taking it. */
@Injectable()
export class QuotesService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly config: AppConfig,
  ) {}

  /**
   * Prices a request as a hold taken now would: no hold of the caller raises the price, and one that is named to be replaced
   * does not stand in the way either. Price, availability and policy are read side by side, each as of its own moment: what is
   * taken or changed meanwhile may be in one and not in another. A quote promises nothing, so no snapshot is paid for; the
   * hold decides all of it at once. Throws what `resolveBooking` throws, and `total_not_chargeable`.
   */
  async getQuote(request: BookingRequestDto, principal: Principal | undefined): Promise<QuoteAnswerDto> {
    const { bookingHorizonDays: horizonDays } = this.config;
    const target = await resolveBooking(this.prisma, request, { horizonDays });
    const { listingId, currency, startDate, endDate } = target;
    const given = await this.replacedItems(listingId, request, principal);
    const wanted = target.items.flatMap(({ skuId, quantity }) =>
      listNights(startDate, endDate).map((date) => ({ skuId, date, quantity })),
    );
    const [lines, names, bySku, cancellationPolicy] = await Promise.all([
      priceLines(this.prisma, listingId, wanted, { guestId: principal?.guestId }),
      getSkuNames(this.prisma, listingId),
      listAvailability(this.prisma, target),
      getStayCancellation(this.prisma, { listingId, startDate, takenAt: new Date() }),
    ]);
    const quote = toQuoteDto(lines, { currency, names });
    const { chargeLimits } = this.config;
    const money = { amountMinor: quote.total.amount, currency };
    if (!isChargeable(money, chargeLimitsOf(currency, chargeLimits))) {
      throw totalNotChargeable(money, chargeLimits);
    }
    return {
      ...quote,
      available: wanted.every((line) => isFree(line, bySku, given)),
      cancellationPolicy,
    };
  }

  private async replacedItems(
    listingId: number,
    { replacesHoldId }: BookingRequestDto,
    principal: Principal | undefined,
  ): Promise<HeldItem[]> {
    if (principal === undefined || replacesHoldId === undefined) return [];
    return listLiveHoldItems(this.prisma, { listingId, holdId: replacesHoldId, guestId: principal.guestId });
  }
}

function isFree(
  line: WantedLine,
  bySku: ReadonlyMap<number, readonly DateAvailability[]>,
  given: readonly HeldItem[],
): boolean {
  const night = bySku.get(line.skuId)?.find((candidate) => candidate.date === line.date);
  if (night === undefined) return false;
  const back = given
    .filter((item) => item.skuId === line.skuId && isOn(item, line.date))
    .reduce((sum, { quantity }) => sum + quantity, 0);
  return night.limit - night.reserved - night.held + back >= line.quantity;
}

function isOn({ startDate, endDate }: HeldItem, date: string): boolean {
  return date >= startDate && date < endDate;
}
