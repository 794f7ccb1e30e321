import { Injectable } from '@nestjs/common';
import type { BookingRequestDto } from '../catalog/booking-request.dto.js';
import { resolveBooking } from '../catalog/booking-request.js';
import { getSkuNames } from '../catalog/listing.views.js';
import { getStayCancellation } from '../cancellation/stay-cancellation.views.js';
import { AppConfig } from '../config/app-config.js';
import { PrismaService } from '../database/prisma.service.js';
import type { Principal } from '../http/auth/principal.js';
import { listAvailability, type DateAvailability } from '../inventory/availability.views.js';
import { listNights } from '../stays/night.js';
import type { PricedLine } from './pricing.rules.js';
import {
  listCabinsOfSeats,
  listLiveHoldItems,
  priceLines,
  type HeldItem,
  type WantedLine,
} from './pricing.views.js';
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
        own: own.filter((item) => isOn(item, date)),
      })),
    );
    const [lines, names, bySku, cancellationPolicy] = await Promise.all([
      this.price(listingId, wanted),
      getSkuNames(this.prisma, listingId),
      listAvailability(this.prisma, target),
      getStayCancellation(this.prisma, { listingId, startDate, takenAt: new Date() }),
    ]);
    return {
      ...toQuoteDto(lines, { currency, names }),
      available: wanted.every((line) => isFree(line, bySku)),
      cancellationPolicy,
    };
  }

  private async price(listingId: number, wanted: readonly Wanted[]): Promise<PricedLine[]> {
    const cabins = wanted.some(({ own }) => own.some((item) => item.cabinSkuId !== null))
      ? await listCabinsOfSeats(
          this.prisma,
          listingId,
          wanted.map((line) => line.skuId),
        )
      : new Map<number, number>();
    return priceLines(
      this.prisma,
      listingId,
      wanted.map(({ own, ...line }) => ({
        ...line,
        credit: countOf(
          own.filter(
            ({ skuId, cabinSkuId }) =>
              skuId === line.skuId || (cabinSkuId !== null && cabinSkuId === cabins.get(line.skuId)),
          ),
        ),
      })),
    );
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

/** What is asked for, and what of the hold to be replaced is on that date. */
interface Wanted extends Omit<WantedLine, 'credit'> {
  readonly own: readonly HeldItem[];
}

function isOn({ startDate, endDate }: HeldItem, date: string): boolean {
  return date >= startDate && date < endDate;
}

function countOf(items: readonly HeldItem[]): number {
  return items.reduce((sum, item) => sum + item.quantity, 0);
}

function isFree(line: Wanted, bySku: ReadonlyMap<number, readonly DateAvailability[]>): boolean {
  const night = bySku.get(line.skuId)?.find((candidate) => candidate.date === line.date);
  if (night === undefined) return false;
  const given = countOf(line.own.filter((item) => item.skuId === line.skuId));
  return night.limit - night.reserved - night.held + given >= line.quantity;
}
