import type { PrismaService } from '../../src/database/prisma.service.js';
import { HoldTaker } from '../../src/inventory/hold-taker.js';
import { LedgerCheckService } from '../../src/inventory/ledger-check.service.js';
import type { LedgerDifference } from '../../src/inventory/ledger.queries.js';
import { mintListingUuid } from '../../src/inventory/listing-uuid.js';
import type { TakeItem, TakeRequest, TakeVerdict } from '../../src/inventory/take.js';
import { addDays, nightIn, type Night } from '../../src/stays/night.js';
import { serverLog } from './database.js';

/** A listing with the SKUs a test counts, in the order it named their totals. */
export interface TestListing {
  readonly listingId: number;
  readonly skuIds: readonly number[];
}

/** Every SKU costs this per night. */
export const basePriceMinor = 10_000;

/** The first night that has inventory. */
export const firstNight: Night = addDays(nightIn('UTC', new Date()), 1);

interface ListingOptions {
  /** Units of each SKU on every night. */
  readonly totals: readonly number[];
  readonly nights?: number;
}

/** A hotel; its room types are overbooked by ten percent. */
export function createHotel(prisma: PrismaService, options: ListingOptions): Promise<TestListing> {
  return createListing(prisma, { ...options, kind: 'hotel', skuKind: 'room_type', overbookingPercent: 10 });
}

/** A flight with assigned seats: one departure, each seat there once. */
export function createFlight(prisma: PrismaService, seats: number): Promise<TestListing> {
  const totals = Array.from({ length: seats }, () => 1);
  return createListing(prisma, { totals, nights: 1, kind: 'flight', skuKind: 'seat', overbookingPercent: 0 });
}

async function createListing(
  prisma: PrismaService,
  options: ListingOptions & { kind: string; skuKind: string; overbookingPercent: number },
): Promise<TestListing> {
  const { totals, nights = 5, kind, skuKind, overbookingPercent } = options;
  const [made] = await prisma.$queryRaw<{ listingId: number; skuIds: number[] }[]>`
    WITH made AS (
      INSERT INTO listing (kind, code, currency, timezone, cancellation_fee_percent)
      VALUES (${kind}, ${mintListingUuid(1)}, 'EUR', 'UTC', 100)
      RETURNING listing_id
    ), counted AS (
      INSERT INTO sku (listing_id, kind, base_price_minor, overbooking_percent)
      SELECT made.listing_id, ${skuKind}, ${basePriceMinor}::integer, ${overbookingPercent}::smallint
      FROM made CROSS JOIN generate_series(1, ${totals.length}::integer)
      RETURNING listing_id, sku_id
    )
    SELECT listing_id AS "listingId", array_agg(sku_id ORDER BY sku_id) AS "skuIds" FROM counted GROUP BY 1`;
  if (made === undefined) throw new Error('a listing needs at least one SKU');
  await prisma.$queryRaw`
    SELECT ledger_set_totals(
      ${made.listingId}::integer, ${made.skuIds}::integer[], ${[...totals]}::integer[],
      ${firstNight}::date, ${addDays(firstNight, nights)}::date
    )`;
  return made;
}

interface Wish {
  readonly listingId: number;
  readonly items: readonly TakeItem[];
  /** Nights after the first one that has inventory. */
  readonly from?: number;
  readonly nights?: number;
  readonly guestId?: string;
  readonly replacesHoldId?: string | undefined;
  readonly expectedTotalMinor?: number | undefined;
}

/** A request with an id of its own and, unless named, a guest of its own. */
export function wish({ listingId, items, from = 0, nights = 1, ...rest }: Wish): TakeRequest {
  const holdId = mintListingUuid(listingId);
  const startDate = addDays(firstNight, from);
  return {
    guestId: holdId,
    ...rest,
    listingId,
    holdId,
    items,
    startDate,
    endDate: addDays(startDate, nights),
  };
}

/** The ledger as the application calls it, without the gathering of requests. No limit of holds unless named. */
export function holdTaker(prisma: PrismaService, maxLivePerGuest: number | null = null): HoldTaker {
  return new HoldTaker(prisma, { ttlSeconds: 600, maxLivePerGuest });
}

/** The verdicts of one call, in order; the first request that failed instead throws its error. */
export async function decide(taker: HoldTaker, requests: readonly TakeRequest[]): Promise<TakeVerdict[]> {
  const decided = await taker.decide(requests);
  return decided.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}

/** How often each outcome came. */
export function tally(verdicts: readonly { readonly outcome: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { outcome } of verdicts) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

/** Lets the deadline of these holds pass. */
export async function letPass(prisma: PrismaService, holdIds: readonly string[]): Promise<void> {
  await prisma.$executeRaw`
    UPDATE hold SET expires_at = clock_timestamp() - interval '1 second'
    WHERE hold_id = ANY (${[...holdIds]}::uuid[])`;
}

/** Rows whose counters differ from the holds behind them, in the whole database. */
export function ledgerDifferences(prisma: PrismaService): Promise<LedgerDifference[]> {
  return new LedgerCheckService(prisma).verify();
}

/** How many deadlocks the server has broken up in this database, by its log. */
export function deadlocksIn(databaseAddress: string): number {
  const database = new URL(databaseAddress).pathname.slice(1);
  return serverLog()
    .split('\n')
    .filter((line) => line.includes(` ${database} `) && line.includes('deadlock detected')).length;
}

/**
 * Runs `work` for 0 … count − 1, at most `clients` at a time. After a failure nothing more is begun, and it is thrown
 * when what was under way has ended.
 */
export async function concurrently(
  { count, clients }: { count: number; clients: number },
  work: (index: number, client: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const ended = await Promise.allSettled(
    Array.from({ length: clients }, async (_, client) => {
      try {
        for (let index = next++; index < count; index = next++) await work(index, client);
      } catch (error) {
        next = count;
        throw error;
      }
    }),
  );
  for (const result of ended) if (result.status === 'rejected') throw result.reason;
}
