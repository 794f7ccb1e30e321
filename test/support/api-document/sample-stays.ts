import type { TestApp } from '../app.js';
import { payingGuest } from '../paying-guest.js';

export interface Stay {
  readonly startDate: string;
  readonly endDate: string;
}

/** A standard room in hotel 1, by default on one of its last nights. */
export async function bookRoom(
  holdfast: TestApp,
  guestId: string,
  card: string,
  stay?: Stay,
): Promise<string> {
  const guest = await payingGuest(holdfast, guestId);
  const { startDate, endDate } = stay ?? (await openStay(holdfast));
  const { body } = await guest.book({
    hotelId: 1,
    startDate,
    endDate,
    items: [{ roomTypeId: 1, quantity: 1 }],
    paymentMethodId: await guest.saveCard(card),
  });
  return body.reservationId;
}

/** Two nights from what is today in hotel 1. */
export async function stayFromTonight({ prisma }: TestApp): Promise<Stay> {
  const { rows } = await prisma.pool.query<Stay>(
    `SELECT t.today::text AS "startDate", (t.today + 2)::text AS "endDate"
     FROM (SELECT (now() AT TIME ZONE timezone)::date AS today FROM listing WHERE listing_id = 1) AS t`,
  );
  const [stay] = rows;
  if (stay === undefined) throw new Error('there is no hotel 1');
  return stay;
}

/** Nights of hotel 1 that are there: the last but three. */
async function openStay({ prisma }: TestApp): Promise<Stay> {
  const { rows } = await prisma.pool.query<Stay>(
    `SELECT (max(date) - 2)::text AS "startDate", (max(date) - 1)::text AS "endDate"
     FROM inventory WHERE listing_id = 1 AND sku_id = 1`,
  );
  const [stay] = rows;
  if (stay === undefined) throw new Error('hotel 1 has no nights');
  return stay;
}
