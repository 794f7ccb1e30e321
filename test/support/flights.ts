import { readFlightBooks, type BookedOrder } from '../../sandbox/duffel/testing/books.js';
import { inDays } from '../../sandbox/duffel/testing/client.js';
import { sandboxPost } from '../../sandbox/duffel/testing/control.js';
import type { HoldDto } from '../../src/holds/holds.dto.js';
import type { FlightOfferDto, FlightOfferListDto } from '../../src/suppliers/offers/flight-offers.dto.js';
import type { TestApp } from './app.js';
import { eventually } from './eventually.js';
import { newGuest, type PayingGuest } from './paying-guest.js';
import { readBooks } from './provider.js';

/** The supplier an application was started with. */
export function supplierOf({ flights }: TestApp): NonNullable<TestApp['flights']> {
  if (flights === undefined) throw new Error('the application was started without flights');
  return flights;
}

/** Sets how the supplier behaves; see sandbox/duffel/README.md. */
export function controlSupplier(holdfast: TestApp, settings: object): Promise<unknown> {
  // Those found before are as they were.
  if ('offers' in settings) offersLeft = [];
  return sandboxPost(supplierOf(holdfast), 'control', settings);
}

/** Something only the airline, or a person at the supplier, does. */
export function atSupplier(holdfast: TestApp, path: string, body: object = {}): Promise<unknown> {
  return sandboxPost(supplierOf(holdfast), path, body);
}

let searches = 0;
/** Found, and nobody's yet: what one search finds is enough for many tests. */
let offersLeft: FlightOfferDto[] = [];

/** An offer nobody else has. */
export async function findOffer(
  guest: PayingGuest,
  { canBeHeld = true }: { canBeHeld?: boolean } = {},
): Promise<FlightOfferDto> {
  const known = takeOffer(canBeHeld);
  if (known !== undefined) return known;
  searches += 1;
  const date = inDays(14 + (searches % 200));
  // A supplier that is not asked for a while is asked again.
  const { data } = await eventually(async () => {
    const { status, body } = await guest.get<FlightOfferListDto>(
      `/v1/flight-offers?origin=LIS&destination=FRA&date=${date}&limit=100`,
    );
    expect(status).toBe(200);
    return body;
  }, 20_000);
  offersLeft.push(...data);
  const offer = takeOffer(canBeHeld);
  if (offer === undefined)
    throw new Error(`no offer on ${date} that ${canBeHeld ? 'can' : 'cannot'} be held`);
  return offer;
}

function takeOffer(canBeHeld: boolean): FlightOfferDto | undefined {
  const index = offersLeft.findIndex((each) => each.canBeHeld === canBeHeld);
  return index === -1 ? undefined : offersLeft.splice(index, 1)[0];
}

/** Who flies: the family name decides what the supplier does. */
export function traveller(familyName: string): object {
  return {
    title: 'ms',
    gender: 'f',
    givenName: 'Amelia',
    familyName,
    bornOn: '1987-07-24',
    email: 'amelia@example.com',
    phoneNumber: '+442080160509',
  };
}

export interface HeldFlight {
  readonly guest: PayingGuest;
  readonly offer: FlightOfferDto;
  readonly hold: HoldDto;
}

/** A hold of an offer, which must succeed. */
export async function holdFlight(
  holdfast: TestApp,
  familyName: string,
  { canBeHeld = true, ...more }: { canBeHeld?: boolean; priceTolerance?: object } = {},
): Promise<HeldFlight> {
  const guest = await newGuest(holdfast);
  const offer = await findOffer(guest, { canBeHeld });
  const { offerId, total: expectedTotal } = offer;
  const hold = await guest.hold({ offerId, passengers: [traveller(familyName)], expectedTotal, ...more });
  return { guest, offer, hold };
}

/** What the supplier's books have of one hold, whatever became of it. */
export async function ordersOfHold(holdfast: TestApp, holdId: string): Promise<readonly BookedOrder[]> {
  const { orders } = await readFlightBooks(supplierOf(holdfast));
  return orders.filter(({ metadata }) => metadata['reference']?.startsWith(holdId));
}

/** The states of a hold's orders in the supplier's books, e.g. `booked`, `cancelled`. */
export async function statesAtSupplier(holdfast: TestApp, holdId: string): Promise<string[]> {
  return (await ordersOfHold(holdfast, holdId)).map(({ state }) => state);
}

/** Waits until nothing is under way at the supplier, as far as we know. */
export async function untilSettled(holdfast: TestApp, timeoutMs = 20_000): Promise<void> {
  await eventually(async () => {
    const open = await holdfast.prisma.$queryRaw<{ status: string }[]>`
      SELECT o.status, o.hold_id::text AS hold, h.status AS held, o.order_id
      FROM supplier_order o JOIN hold h ON h.listing_id = o.listing_id AND h.hold_id = o.hold_id
      WHERE o.status IN ('creating', 'paying', 'releasing', 'canceling')
        OR (o.status = 'awaiting_payment' AND h.status IN ('released', 'expired', 'canceled'))`;
    const waiting = await holdfast.prisma.$queryRaw<unknown[]>`
      SELECT p.status, p.payment_id::text FROM payment p WHERE p.status IN ('created', 'authorised', 'voiding')`;
    expect([...open, ...waiting]).toEqual([]);
  }, timeoutMs);
}

/**
 * What must hold once nothing is under way: a paid reservation has exactly one order that lives, at the price that was
 * captured, and whatever came to nothing has none.
 */
export async function expectSupplierToAgree(holdfast: TestApp): Promise<void> {
  const { orders, pending } = await readFlightBooks(supplierOf(holdfast));
  const payments = await readBooks(holdfast);
  const holds = await holdfast.prisma.$queryRaw<
    { holdId: string; status: string; reservationId: string | null; reservation: string | null }[]
  >`
    SELECT s.hold_id::text AS "holdId", h.status, r.reservation_id::text AS "reservationId", r.status AS reservation
    FROM supplier_hold s
    JOIN hold h ON h.listing_id = s.listing_id AND h.hold_id = s.hold_id
    LEFT JOIN reservation r ON r.listing_id = h.listing_id AND r.hold_id = h.hold_id`;
  const wrong = holds.flatMap(({ holdId, status, reservationId, reservation }) => {
    const own = orders.filter(({ metadata }) => metadata['reference']?.startsWith(holdId));
    const live = own.filter((order) => order.live).map(({ state }) => state);
    const captured = payments
      .filter(({ metadata }) => metadata['reservation_id'] === reservationId)
      .reduce((sum, payment) => sum + payment.captured - payment.refunded, 0);
    const isPaid = reservation === 'paid';
    const isActive = ['active', 'paying'].includes(status);
    const isRight = isPaid
      ? live.join() === 'booked'
      : isActive
        ? live.length <= 1 && !live.includes('booked')
        : live.length === 0;
    const isMoneyRight = !isPaid || captured > 0;
    return isRight && isMoneyRight ? [] : [{ holdId, status, reservation, live, captured }];
  });
  expect(wrong).toEqual([]);
  expect(pending).toEqual([]);
  const known = new Set(holds.map(({ holdId }) => holdId));
  const strangers = orders.filter(({ metadata }) => !known.has(metadata['reference']?.slice(0, 36) ?? ''));
  expect(strangers.filter(({ live }) => live)).toEqual([]);
}
