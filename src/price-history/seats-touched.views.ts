import type { PrismaService } from '../database/prisma.service.js';

/** Before everything that is still to come. */
export const everyTransaction = 9_223_372_036_854_775_807n;

/** What to go on from, and the flights of which something was held, given back or sold. */
export interface SeatsTouched {
  readonly nextTransaction: bigint;
  readonly flightIds: readonly number[];
}

/** Of these flights those that a hold has touched since `nextTransaction` of the last answer; see `seats_touched`. */
export async function findSeatsTouched(
  prisma: PrismaService,
  { flightIds, since }: { readonly flightIds: readonly number[]; readonly since: bigint },
): Promise<SeatsTouched> {
  const [row] = await prisma.$queryRaw<{ nextTransaction: bigint; flightIds: number[] | null }[]>`
    SELECT t.next_transaction AS "nextTransaction", t.listing_ids AS "flightIds"
    FROM seats_touched(${[...flightIds]}::integer[], ${since}::bigint) t`;
  if (row === undefined) throw new Error('seats_touched returned nothing');
  return { nextTransaction: row.nextTransaction, flightIds: row.flightIds ?? [] };
}
