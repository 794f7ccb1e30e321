import { Injectable } from '@nestjs/common';
import { getSkuNames } from '../catalog/listing.views.js';
import { getOperatedHotel } from '../catalog/operated-hotel.views.js';
import { PrismaService } from '../database/prisma.service.js';
import { invalidField } from '../errors/invalid-request.js';
import { cursorCodec } from '../http/cursor.js';
import type { Page, PageQuery } from '../http/page.dto.js';
import type { OversoldNight } from '../inventory/explained-nights.views.js';
import { LedgerCheckService } from '../inventory/ledger-check.service.js';
import { skuFields } from '../pricing/quote.dto.js';
import type { LedgerDifferenceDto, OversoldRowDto, OversoldRowsQuery } from './ledger.dto.js';
import { listOversoldRows, listOversoldRowsOf } from './oversold.views.js';
import { scanPage, type RowKey } from './scan-page.js';

const differenceCursor = cursorCodec('ledger differences', ['id', 'integer', 'night']);
const oversoldCursor = cursorCodec('oversold rows', ['id', 'integer', 'night']);
/** How long one page looks through the nights of a chain. */
const maxPageMs = 250;

/** What an administrator has to know about the ledger as a whole. */
@Injectable()
export class LedgerReportsService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly ledger: LedgerCheckService,
  ) {}

  /** Rows whose counters are wrong. Throws `invalid_cursor`. */
  async listDifferences({ limit, cursor }: PageQuery): Promise<Page<LedgerDifferenceDto>> {
    const after = cursor === undefined ? undefined : toKey(differenceCursor.decode(cursor));
    const readChunk = async (fromListingId: number) => {
      const { differences, nextListingId } = await this.ledger.verifyChunk(fromListingId);
      return { rows: differences, nextListingId };
    };
    const { rows, next } = await scanPage(readChunk, { after, limit });
    return { data: rows, nextCursor: next && differenceCursor.encode(toValues(next)) };
  }

  /**
   * Dates on which more is promised than may be sold, or reserved than there is: of one hotel, or of all hotels and flights.
   * Throws `invalid_cursor`, `hotel_not_found`, 400 for dates that are no range.
   */
  async listOversold(query: OversoldRowsQuery): Promise<Page<OversoldRowDto>> {
    const { hotelId, startDate, endDate, limit, cursor } = query;
    if (startDate !== undefined && endDate !== undefined && endDate <= startDate) {
      throw invalidField('endDate', 'not_after_start', 'endDate must be after startDate');
    }
    const after = cursor === undefined ? undefined : toKey(oversoldCursor.decode(cursor));
    // An empty list is good news, and no answer for a hotel that is not there.
    if (hotelId !== undefined) await getOperatedHotel(this.prisma, hotelId);
    const nights = { startDate, endDate };
    const readChunk = (fromListingId: number) =>
      hotelId === undefined
        ? listOversoldRows(this.prisma, fromListingId, nights)
        : listOversoldRowsOf(this.prisma, hotelId, nights);
    const startedMs = performance.now();
    const mayGoOn = () => performance.now() - startedMs < maxPageMs;
    const { rows, next } = await scanPage(readChunk, { after, limit, mayGoOn });
    const data = await Promise.all(rows.map((row) => this.describe(row)));
    return { data, nextCursor: next && oversoldCursor.encode(toValues(next)) };
  }

  private async describe({ listingId, kind, skuId, ...row }: OversoldNight): Promise<OversoldRowDto> {
    const names = await getSkuNames(this.prisma, listingId);
    return {
      ...(kind === 'hotel' ? { hotelId: listingId } : { flightId: listingId }),
      ...skuFields(skuId, names),
      ...row,
    };
  }
}

function toKey([listingId, skuId, date]: readonly [number, number, string]): RowKey {
  return { listingId, skuId, date };
}

function toValues({ listingId, skuId, date }: RowKey): [number, number, string] {
  return [listingId, skuId, date];
}
