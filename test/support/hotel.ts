import type { PrismaService } from '../../src/database/prisma.service.js';
import { mintListingUuid } from '../../src/inventory/listing-uuid.js';

export interface TestHotel {
  readonly listingId: number;
  readonly skuIds: readonly number[];
}

interface HotelOptions {
  /** Rooms in service of each room type. */
  readonly rooms?: readonly number[];
  readonly timezone?: string;
  readonly currency?: string;
  readonly isActive?: boolean;
}

/** A hotel with room types and rooms as the catalogue has them, and no night open. Overbooked by ten percent. */
export async function createHotelWithRooms(
  prisma: PrismaService,
  { rooms = [2], timezone = 'UTC', currency = 'EUR', isActive = true }: HotelOptions = {},
): Promise<TestHotel> {
  const [made] = await prisma.$queryRaw<TestHotel[]>`
    WITH listed AS (
      INSERT INTO listing (kind, code, currency, timezone, cancellation_fee_percent, is_active)
      VALUES ('hotel', ${mintListingUuid(1)}, ${currency}, ${timezone}, 100, ${isActive})
      RETURNING listing_id
    ), described AS (
      INSERT INTO hotel (listing_id, name, city, country) SELECT listing_id, 'Hotel', 'Faro', 'PT' FROM listed
    ), type AS MATERIALIZED (
      SELECT listing_id, nextval('sku_id_seq')::integer AS sku_id, place, rooms
      FROM listed CROSS JOIN unnest(${[...rooms]}::integer[]) WITH ORDINALITY AS r (rooms, place)
    ), counted AS (
      INSERT INTO sku (listing_id, sku_id, kind, base_price_minor, overbooking_percent)
      SELECT listing_id, sku_id, 'room_type', 10000, 10 FROM type
    ), named AS (
      INSERT INTO room_type (listing_id, sku_id, code, name)
      SELECT listing_id, sku_id, 'T' || place, 'Room type ' || place FROM type
    ), built AS (
      INSERT INTO room (listing_id, sku_id, floor, number)
      SELECT listing_id, sku_id, place, place || '-' || n FROM type CROSS JOIN LATERAL generate_series(1, rooms) AS n
    )
    SELECT listing_id AS "listingId", array_agg(sku_id ORDER BY place) AS "skuIds" FROM type GROUP BY 1`;
  if (made === undefined) throw new Error('a hotel needs at least one room type');
  return made;
}
