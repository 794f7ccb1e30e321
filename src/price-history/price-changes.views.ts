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
  readonly changedAt: Date;
}

type RawRow = Omit<PriceChangeRow, 'changeId' | 'unitMinor' | 'previousMinor'> & {
  readonly changeId: bigint;
  readonly unitMinor: bigint;
  readonly previousMinor: bigint;
};

const columns = Prisma.sql`
  c.change_id AS "changeId", c.sku_id AS "skuId", c.date::text AS date, c.unit_minor AS "unitMinor",
  c.previous_minor AS "previousMinor", c.cause, c.changed_at AS "changedAt"`;

export interface PriceChangesPage {
  readonly listingId: number;
  /** Undefined: all of the listing. */
  readonly skuIds: readonly number[] | undefined;
  readonly date: Night | undefined;
  /** Half open. */
  readonly from: Date | undefined;
  readonly to: Date | undefined;
  /** The last change of the page before. */
  readonly beforeId: number | undefined;
  readonly limit: number;
}

/** Changes of a listing, the latest first. */
export async function listPriceChanges(
  prisma: PrismaService,
  page: PriceChangesPage,
): Promise<PriceChangeRow[]> {
  const { listingId, skuIds, date, from, to, beforeId, limit } = page;
  const conditions = [
    Prisma.sql`c.listing_id = ${listingId}`,
    ...(skuIds === undefined ? [] : [Prisma.sql`c.sku_id = ANY (${[...skuIds]}::integer[])`]),
    ...(date === undefined ? [] : [Prisma.sql`c.date = ${date}::date`]),
    ...(from === undefined ? [] : [Prisma.sql`c.changed_at >= ${from}::timestamptz`]),
    ...(to === undefined ? [] : [Prisma.sql`c.changed_at < ${to}::timestamptz`]),
    ...(beforeId === undefined ? [] : [Prisma.sql`c.change_id < ${beforeId}::bigint`]),
  ];
  const rows = await prisma.$queryRaw<RawRow[]>`
    SELECT ${columns} FROM price_change c
    WHERE ${Prisma.join(conditions, ' AND ')}
    ORDER BY c.change_id DESC
    LIMIT ${limit}`;
  return rows.map(toRow);
}

/** Where a stream stands: of this listing, behind this change. */
export interface PricePosition {
  readonly listingId: number;
  readonly changeId: number;
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
      ${positions.map((position) => position.listingId)}::integer[],
      ${positions.map((position) => position.changeId)}::bigint[]
    ) WITH ORDINALITY AS p (listing_id, change_id, place)
    CROSS JOIN LATERAL (
      SELECT ${columns} FROM price_change c
      WHERE c.listing_id = p.listing_id AND c.change_id > p.change_id
      ORDER BY c.change_id LIMIT ${limit}
    ) c
    ORDER BY p.place, c."changeId"`;
  return rows.map(({ place, ...row }) => ({ ...toRow(row), place: Number(place) }));
}

/** The latest change of a listing; 0 when there was none. */
export async function findLastChange(prisma: PrismaService, listingId: number): Promise<number> {
  const [row] = await prisma.$queryRaw<{ changeId: bigint | null }[]>`
    SELECT max(c.change_id) AS "changeId" FROM price_change c WHERE c.listing_id = ${listingId}`;
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
