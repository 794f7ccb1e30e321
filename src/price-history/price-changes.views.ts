import type { PrismaService } from '../database/prisma.service.js';
import { Prisma } from '../generated/prisma/client.js';
import type { Night } from '../stays/night.js';

/** Why a price is another one; the same set stands in `price_change_cause_check`. */
export const priceChangeCauses = [
  'occupancy',
  'rules',
  'rate',
  'base',
  'total',
  'opened',
  'checked',
] as const;
export type PriceChangeCause = (typeof priceChangeCauses)[number];

/** One change of what one unit costs. */
export interface PriceChangeRow {
  /** Rises with every change of a listing; what a stream goes on from. */
  readonly changeId: number;
  readonly skuId: number;
  readonly date: Night;
  readonly unitMinor: number;
  readonly previousMinor: number;
  readonly cause: PriceChangeCause;
  /** RFC 3339 in UTC, microseconds kept: with the id also the sort key. */
  readonly changedAt: string;
}

type RawRow = Omit<PriceChangeRow, 'changeId' | 'unitMinor' | 'previousMinor'> & {
  readonly changeId: bigint;
  readonly unitMinor: bigint;
  readonly previousMinor: bigint;
};

const columns = Prisma.sql`
  c.change_id AS "changeId", c.sku_id AS "skuId", c.date::text AS date, c.unit_minor AS "unitMinor",
  c.previous_minor AS "previousMinor", c.cause,
  to_char(c.changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "changedAt"`;

export interface PriceChangesPage {
  readonly listingId: number;
  /** Undefined: all of the listing. */
  readonly skuIds: readonly number[] | undefined;
  readonly date: Night | undefined;
  /** Half open; instants, RFC 3339. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** The last change of the page before. */
  readonly before: Pick<PriceChangeRow, 'changedAt' | 'changeId'> | undefined;
  readonly limit: number;
}

/** Changes of a listing, the latest first. */
export async function listPriceChanges(
  prisma: PrismaService,
  page: PriceChangesPage,
): Promise<PriceChangeRow[]> {
  return (await prisma.$queryRaw<RawRow[]>(priceChangesQuery(page))).map(toRow);
}

/** What is asked of the database then; the migration that made the indexes says which of them serves it. */
export function priceChangesQuery(page: PriceChangesPage): Prisma.Sql {
  const { listingId, skuIds, date, from, to, before, limit } = page;
  const conditions = [
    Prisma.sql`c.listing_id = ${listingId}::integer`,
    ...(skuIds === undefined ? [] : [ofSkus(skuIds)]),
    ...(date === undefined ? [] : [Prisma.sql`c.date = ${date}::date`]),
    ...(from === undefined ? [] : [Prisma.sql`c.changed_at >= ${from}::text::timestamptz`]),
    ...(to === undefined ? [] : [Prisma.sql`c.changed_at < ${to}::text::timestamptz`]),
    ...(before === undefined ? [] : [behind(before)]),
  ];
  return Prisma.sql`
    SELECT ${columns} FROM price_change c
    WHERE ${Prisma.join(conditions, ' AND ')}
    ORDER BY c.changed_at DESC, c.change_id DESC
    LIMIT ${limit}::integer`;
}

/** One SKU is a condition of the index; a list of them would have to be sorted. */
function ofSkus(skuIds: readonly number[]): Prisma.Sql {
  const [only] = skuIds;
  return skuIds.length === 1
    ? Prisma.sql`c.sku_id = ${only}::integer`
    : Prisma.sql`c.sku_id = ANY (${[...skuIds]}::integer[])`;
}

/** The first of these two says nothing more, but leaves out the months behind. */
function behind({ changedAt, changeId }: Pick<PriceChangeRow, 'changedAt' | 'changeId'>): Prisma.Sql {
  return Prisma.sql`
    c.changed_at <= ${changedAt}::text::timestamptz
    AND (c.changed_at, c.change_id) < (${changedAt}::text::timestamptz, ${changeId}::bigint)`;
}

/** Where a stream stands: of this listing, behind this change. */
export interface PricePosition {
  readonly listingId: number;
  readonly changeId: number;
  /** What is behind it was not written before this instant; undefined: nobody knows. */
  readonly since: Date | undefined;
}

/** The next changes behind each of these positions, oldest first, at most `limit` each; `place` says which position. */
export async function listChangesBehind(
  prisma: PrismaService,
  positions: readonly PricePosition[],
  limit: number,
): Promise<(PriceChangeRow & { readonly place: number })[]> {
  const rows = await prisma.$queryRaw<(RawRow & { place: bigint })[]>`
    SELECT p.place - 1 AS place, c.*
    FROM unnest(
      ${positions.map(({ listingId }) => listingId)}::integer[],
      ${positions.map(({ changeId }) => changeId)}::bigint[],
      ${positions.map(({ since }) => since?.toISOString() ?? '-infinity')}::timestamptz[]
    ) WITH ORDINALITY AS p (listing_id, change_id, since, place)
    CROSS JOIN LATERAL (
      SELECT ${columns} FROM price_change c
      WHERE c.listing_id = p.listing_id AND c.change_id > p.change_id AND c.changed_at >= p.since
      ORDER BY c.change_id LIMIT ${limit}
    ) c
    ORDER BY p.place, c."changeId"`;
  return rows.map(({ place, ...row }) => ({ ...toRow(row), place: Number(place) }));
}

/** The latest change of a listing; 0 when there was none. */
export async function findLastChange(prisma: PrismaService, listingId: number): Promise<number> {
  const [row] = await prisma.$queryRaw<{ changeId: bigint }[]>`
    SELECT c.change_id AS "changeId" FROM price_change c
    WHERE c.listing_id = ${listingId}::integer ORDER BY c.change_id DESC LIMIT 1`;
  return Number(row?.changeId ?? 0);
}

function toRow(row: RawRow): PriceChangeRow {
  return {
    ...row,
    changeId: Number(row.changeId),
    unitMinor: Number(row.unitMinor),
    previousMinor: Number(row.previousMinor),
  };
}
