import type { PrismaService } from '../database/prisma.service.js';
import { toPictureDto } from '../media/shown-picture.js';
import { catalogueFreshness } from '../read-cache/catalogue-freshness.js';
import { ListingCache } from '../read-cache/listing-cache.js';
import type { QuoteDto } from '../pricing/quote.dto.js';
import { listRoomTypeRows, type RoomTypeRow } from './hotel.views.js';
import type { RoomTypeDto } from './hotels.dto.js';

/** A room type with its pictures, whatever the stay: a `RoomTypeDto` as JSON. */
export interface RoomTypeText {
  readonly roomTypeId: number;
  readonly text: string;
}

/** Room types whose texts are kept: two kilobytes each, with a picture. */
const maxTypesKept = 20_000;

/**
 * What the catalogue says of room types, put into words once for all stays they are priced for. Texts rather than objects:
 * an answer needs nothing else, and what lives long costs a collection of the heap no more than its bytes (decision 22).
 */
export class RoomTypeTexts {
  private readonly texts = new ListingCache<number, readonly RoomTypeText[]>({
    maxWeight: maxTypesKept,
    weightOf: (types) => 1 + (types?.length ?? 0),
  });

  /** @param publicUrl where pictures are loaded from; empty: this server */
  constructor(
    private readonly prisma: PrismaService,
    private readonly publicUrl: string,
  ) {
    catalogueFreshness(prisma).watch(this.texts);
  }

  /** All room types of a hotel that can be had, by id. */
  of(hotelId: number): Promise<readonly RoomTypeText[]> {
    return this.texts.get(hotelId, {
      load: async () => {
        const rows = await listRoomTypeRows(this.prisma, hotelId);
        return rows.map((row) => ({ roomTypeId: row.roomTypeId, text: JSON.stringify(this.describe(row)) }));
      },
      // Answers are kept by themselves: where nobody tells of changes, the age of a text would come on top of theirs.
      isFresh: () => catalogueFreshness(this.prisma).isTold,
      listingIds: [hotelId],
    });
  }

  private describe({ basePriceMinor, currency, pictures, ...row }: RoomTypeRow): RoomTypeDto {
    return {
      ...row,
      basePrice: { amount: basePriceMinor, currency },
      pictures: pictures.map((picture) => toPictureDto(picture, this.publicUrl)),
    };
  }
}

/** The room type with what a stay says of it, as JSON. */
export function withStay({ text }: RoomTypeText, stay: { available: number; quote: QuoteDto }): string {
  return `${text.slice(0, -1)},${JSON.stringify(stay).slice(1)}`;
}
