import type { PrismaService } from '../../src/database/prisma.service.js';
import { mintListingUuid } from '../../src/inventory/listing-uuid.js';
import { moveElsewhere, moveReservation } from '../../src/oversold/moves.queries.js';
import { addOutages } from '../../src/outages/outages.queries.js';
import { addDays, type Night } from '../../src/stays/night.js';
import { Booking, saveCard } from './booking.js';
import { createHotelWithRooms, type TestHotel } from './hotel.js';
import { decide, firstNight, holdTaker, wish } from './ledger.js';

/** Today at a hotel in UTC, where a guest can arrive at any hour. */
export const today: Night = addDays(firstNight, -1);

/** A hotel with these rooms of each type; more may be sold than there are. Its nights are open from five days ago on. */
export async function openFrontDesk(
  prisma: PrismaService,
  { rooms = [3], sellable = 50 }: { rooms?: readonly number[]; sellable?: number } = {},
): Promise<TestHotel> {
  const hotel = await createHotelWithRooms(prisma, { rooms });
  await prisma.$executeRaw`
    UPDATE hotel SET check_in_time = '00:00', check_out_time = '11:00' WHERE listing_id = ${hotel.listingId}`;
  await prisma.$queryRaw`
    SELECT ledger_set_totals(
      ${hotel.listingId}::integer, ${[...hotel.skuIds]}::integer[], ${rooms.map(() => sellable)}::integer[],
      ${addDays(today, -5)}::date, ${addDays(today, 30)}::date
    )`;
  return hotel;
}

/** All rooms of a floor, which has those of one type, are lost for some nights from today on. */
export function flood(
  prisma: PrismaService,
  { listingId }: TestHotel,
  floor: number,
  nights: number,
): Promise<unknown> {
  return addOutages(prisma, {
    hotelId: listingId,
    roomIds: [],
    floor,
    startDate: today,
    endDate: addDays(today, nights),
    reason: 'Burst pipe',
  });
}

interface Arrival {
  /** Days from today. */
  readonly from?: number;
  readonly nights?: number;
  /** How many of each room type, in their order. */
  readonly quantities?: readonly number[];
}

let guests = 0;

/** A reservation that is paid, of a guest of its own. */
export async function payFor(
  prisma: PrismaService,
  { listingId, skuIds }: TestHotel,
  { from = 0, nights = 2, quantities = [1] }: Arrival = {},
): Promise<Booking> {
  guests += 1;
  const guestId = `arriving-${guests}`;
  await saveCard(prisma, guestId);
  const items = skuIds.flatMap((skuId, type) => {
    const quantity = quantities[type] ?? 0;
    return quantity > 0 ? [{ skuId, quantity }] : [];
  });
  const request = wish({ listingId, items, from: from - 1, nights, guestId });
  const [verdict] = await decide(holdTaker(prisma), [request]);
  if (verdict?.outcome !== 'held') throw new Error(`not held: ${verdict?.outcome}`);
  const booking = new Booking(prisma, request);
  for (const step of ['begin', 'authorise', 'capture'] as const) await booking.do(step);
  return booking;
}

/** What a step at the desk came to, and the numbers of the rooms the guest has then. */
export interface Desk {
  readonly outcome: string;
  readonly faults: unknown;
  readonly rooms: readonly string[];
}

/** Calls a function of the front desk as the service does. */
export async function atDesk(
  prisma: PrismaService,
  { listingId, reservationId }: Booking,
  call: string,
  values: readonly unknown[] = [],
): Promise<Desk> {
  const { rows } = await prisma.pool.query<{ outcome: string; faults?: unknown }>(
    `SELECT d.* FROM ${call} d`,
    [listingId, reservationId, ...values],
  );
  const numbers = await prisma.pool.query<{ rooms: string[] }>(
    `SELECT stay_room_numbers(coalesce(r.moved_listing_id, r.listing_id), r.reservation_id) AS rooms
     FROM reservation r WHERE r.listing_id = $1 AND r.reservation_id = $2`,
    [listingId, reservationId],
  );
  const [row] = rows;
  return { outcome: row?.outcome ?? '', faults: row?.faults ?? null, rooms: numbers.rows[0]?.rooms ?? [] };
}

export function checkIn(
  prisma: PrismaService,
  booking: Booking,
  roomIds: readonly number[] = [],
): Promise<Desk> {
  return atDesk(prisma, booking, 'stay_check_in($1, $2, $3)', [roomIds]);
}

export function checkOut(prisma: PrismaService, booking: Booking): Promise<Desk> {
  return atDesk(prisma, booking, '(SELECT stay_check_out($1, $2) AS outcome)');
}

export function undoCheckIn(prisma: PrismaService, booking: Booking): Promise<Desk> {
  return atDesk(prisma, booking, '(SELECT stay_undo_check_in($1, $2) AS outcome)');
}

export function noShow(prisma: PrismaService, booking: Booking, keepRooms = false): Promise<Desk> {
  const refundId = mintListingUuid(booking.listingId);
  return atDesk(prisma, booking, 'stay_no_show($1, $2, $3, $4)', [keepRooms, refundId]);
}

/** Moves a guest from the first room type of a hotel to that of another one, and says what came of it. */
export async function moveTo(
  prisma: PrismaService,
  { listingId, reservationId }: Booking,
  { from, to }: { readonly from: TestHotel; readonly to: TestHotel },
): Promise<string> {
  const { outcome } = await moveElsewhere(prisma, {
    listingId,
    reservationId,
    fromRoomTypeId: from.skuIds[0] ?? 0,
    toHotelId: to.listingId,
    toRoomTypeId: to.skuIds[0] ?? 0,
    toHoldId: mintListingUuid(to.listingId),
  });
  return outcome;
}

/** Moves a guest from the first room type of a hotel to its second, and says what came of it. */
export async function moveWithin(
  prisma: PrismaService,
  { listingId, reservationId }: Booking,
  { skuIds: [fromRoomTypeId = 0, toRoomTypeId = 0] }: TestHotel,
): Promise<string> {
  const { outcome } = await moveReservation(prisma, {
    listingId,
    reservationId,
    fromRoomTypeId,
    toRoomTypeId,
  });
  return outcome;
}

/** How many rooms of its first type a hotel has reserved on each of so many nights from today on. */
export async function reservedFrom(
  prisma: PrismaService,
  { listingId, skuIds }: TestHotel,
  nights: number,
  from = 0,
): Promise<number[]> {
  const rows = await prisma.inventory.findMany({
    where: { listingId, skuId: skuIds[0] ?? 0, date: { gte: new Date(addDays(today, from)) } },
    orderBy: { date: 'asc' },
    take: nights,
  });
  return rows.map(({ reserved }) => reserved);
}
