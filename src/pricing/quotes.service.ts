import { Injectable } from '@nestjs/common';
import type { BookingRequestDto } from '../catalog/booking-request.dto.js';
import { resolveBooking } from '../catalog/booking-request.js';
import { getSkuNames } from '../catalog/listing.views.js';
import { AppConfig } from '../config/app-config.js';
import { PrismaService } from '../database/prisma.service.js';
import type { Principal } from '../http/auth/principal.js';
import { listAvailability, type DateAvailability } from '../inventory/availability.views.js';
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
   * Prices a request as a hold taken now would. The caller's own hold that is named to be replaced does not raise the
   * price and does not stand in the way. Throws what `resolveBooking` throws.
   */
  async getQuote(request: BookingRequestDto, principal: Principal | undefined): Promise<QuoteAnswerDto> {
    const { bookingHorizonDays: horizonDays } = this.config;
    const target = await resolveBooking(this.prisma, request, { horizonDays });
    const { listingId, currency, startDate, endDate } = target;
    const own = await this.replacedItems(listingId, request, principal);
    const wanted = target.items.flatMap(({ skuId, quantity }) =>
      listNights(startDate, endDate).map((date) => ({
        skuId,
        date,
        quantity,
        credit: creditOf(own, skuId, date),
      })),
    );
    const [lines, names, bySku] = await Promise.all([
      priceLines(this.prisma, listingId, wanted),
      getSkuNames(this.prisma, listingId),
      listAvailability(this.prisma, target),
    ]);
    return {
      ...toQuoteDto(lines, { currency, names }),
      available: wanted.every((line) => isFree(line, bySku)),
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

function creditOf(own: readonly HeldItem[], skuId: number, date: string): number {
  const item = own.find((held) => held.skuId === skuId && date >= held.startDate && date < held.endDate);
  return item?.quantity ?? 0;
}

function isFree(line: WantedLine, bySku: ReadonlyMap<number, readonly DateAvailability[]>): boolean {
  const night = bySku.get(line.skuId)?.find((candidate) => candidate.date === line.date);
  if (night === undefined) return false;
  return night.limit - night.reserved - night.held + (line.credit ?? 0) >= line.quantity;
}
