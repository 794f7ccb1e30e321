import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import {
  atDesk,
  checkIn,
  checkOut,
  noShow,
  openFrontDesk,
  payFor,
  reservedFrom,
  today,
  undoCheckIn,
} from '../../test/support/front-desk.js';
import type { Booking } from '../../test/support/booking.js';
import type { TestHotel } from '../../test/support/hotel.js';
import { followAllPrices } from '../../test/support/follow-prices.js';
import { ledgerDifferences } from '../../test/support/ledger.js';
import { setPolicy } from '../../test/support/policy.js';
import type { PrismaService } from '../database/prisma.service.js';
import { mintListingUuid } from '../inventory/listing-uuid.js';
import { stayTransitions } from '../reservations/reservations.rules.js';
import { findCancellationNow } from '../reservations/reservations.views.js';
import { addDays } from '../stays/night.js';
import { listFreeRooms } from './free-rooms.views.js';

let database: TestDatabase;
let prisma: PrismaService;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
});
afterAll(async () => {
  await prisma.close();
  await database.drop();
});

async function roomIds({ listingId }: TestHotel): Promise<Map<string, number>> {
  const rooms = await prisma.room.findMany({ where: { listingId } });
  return new Map(rooms.map(({ number, roomId }) => [number, roomId]));
}

const changeRoom = (booking: Booking, from: number | undefined, to?: number) =>
  atDesk(prisma, booking, 'stay_change_room($1, $2, $3, $4)', [from, to ?? null]);

async function freeRooms({ listingId, skuIds }: TestHotel, from: number, to: number): Promise<string[]> {
  const rooms = await listFreeRooms(prisma, {
    listingId,
    roomTypeIds: skuIds,
    startDate: addDays(today, from),
    endDate: addDays(today, to),
    limit: 100,
  });
  return rooms.map(({ number }) => number);
}

test('the states of a stay are those of the database', async () => {
  const { rows } = await prisma.pool.query<{ text: string }>(
    `SELECT pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE conname = 'stay_status_check'`,
  );
  const stored = [...(rows[0]?.text ?? '').matchAll(/'(\w+)'::text/g)].map(([, status]) => status);
  expect(new Set(['expected', ...stored])).toEqual(new Set(Object.keys(stayTransitions)));
});

describe('a guest who arrives', () => {
  test('gets the lowest free rooms, of each type as many as were reserved', async () => {
    const hotel = await openFrontDesk(prisma, { rooms: [12, 3] });
    const booking = await payFor(prisma, hotel, { quantities: [2, 1] });
    expect(await checkIn(prisma, booking)).toMatchObject({
      outcome: 'checked_in',
      rooms: ['1-1', '1-2', '2-1'],
    });
    // By number, not by its letters: 1-10 comes after 1-9.
    expect((await checkIn(prisma, await payFor(prisma, hotel, { quantities: [8] }))).rooms.at(-1)).toBe(
      '1-10',
    );
  });

  test('gets the rooms that were named, and the rest is chosen', async () => {
    const hotel = await openFrontDesk(prisma, { rooms: [5] });
    const ids = await roomIds(hotel);
    const booking = await payFor(prisma, hotel, { quantities: [2] });
    expect((await checkIn(prisma, booking, [ids.get('1-4') ?? 0])).rooms).toEqual(['1-1', '1-4']);
  });

  test('is not given a room that is taken, out of order, of another type, or one too many', async () => {
    const hotel = await openFrontDesk(prisma, { rooms: [4, 1] });
    const ids = await roomIds(hotel);
    const id = (number: string) => ids.get(number) ?? 0;
    await checkIn(prisma, await payFor(prisma, hotel), [id('1-1')]);
    await prisma.room.update({
      where: { listingId_roomId: { listingId: hotel.listingId, roomId: id('1-2') } },
      data: { isAvailable: false },
    });
    await prisma.$queryRaw`SELECT ledger_follow_rooms(${hotel.listingId}::integer, ${[...hotel.skuIds]}::integer[])`;
    const booking = await payFor(prisma, hotel, { quantities: [1] });
    const faultsOf = async (...named: number[]) => (await checkIn(prisma, booking, named)).faults;
    expect(await faultsOf(id('1-1'))).toMatchObject([{ number: '1-1', reason: 'assigned' }]);
    expect(await faultsOf(id('1-2'))).toMatchObject([{ number: '1-2', reason: 'out_of_order' }]);
    expect(await faultsOf(id('2-1'))).toMatchObject([{ number: '2-1', reason: 'other_room_type' }]);
    expect(await faultsOf(2_000_000_000)).toMatchObject([{ reason: 'unknown' }]);
    expect(await faultsOf(id('1-3'), id('1-4'))).toMatchObject([{ reason: 'too_many' }]);
    expect(await prisma.stay.count({ where: { reservationId: booking.reservationId } })).toBe(0);
    expect((await checkIn(prisma, booking)).rooms).toEqual(['1-3']);
  });

  test('is told when there are too few rooms, and then has none of them', async () => {
    const hotel = await openFrontDesk(prisma, { rooms: [2] });
    const booking = await payFor(prisma, hotel, { quantities: [3] });
    expect(await checkIn(prisma, booking)).toMatchObject({
      outcome: 'no_room',
      faults: [{ roomTypeId: hotel.skuIds[0], missing: 1, reason: 'none_free' }],
      rooms: [],
    });
  });

  test.each([
    ['tomorrow', 1, 2, 'too_early'],
    ['today', 0, 1, 'checked_in'],
    ['yesterday, for some nights', -1, 3, 'checked_in'],
    ['when the stay was over before today', -3, 2, 'stay_over'],
  ])('%s', async (_when, from, nights, outcome) => {
    const hotel = await openFrontDesk(prisma);
    expect((await checkIn(prisma, await payFor(prisma, hotel, { from, nights }))).outcome).toBe(outcome);
  });

  test('has paid', async () => {
    const hotel = await openFrontDesk(prisma);
    const booking = await payFor(prisma, hotel, { nights: 1 });
    await booking.do('cancel');
    expect((await checkIn(prisma, booking)).outcome).toBe('not_paid');
    const stranger = Object.assign(Object.create(booking), {
      reservationId: mintListingUuid(hotel.listingId),
    });
    expect((await checkIn(prisma, stranger)).outcome).toBe('not_found');
  });

  test('cannot cancel any more, nor can an administrator for them', async () => {
    const hotel = await openFrontDesk(prisma);
    const booking = await payFor(prisma, hotel);
    await checkIn(prisma, booking);
    expect(await booking.do('cancel')).toBe('stay_begun');
    const byAdmin = await atDesk(
      prisma,
      booking,
      `reservation_cancel($1, $2, NULL, $3, 'canceled_by_admin')`,
      [mintListingUuid(hotel.listingId)],
    );
    expect(byAdmin.outcome).toBe('stay_begun');
  });
});

test('a guest cannot cancel a stay that is over, whether anybody was at the desk or not', async () => {
  const hotel = await openFrontDesk(prisma);
  expect(await (await payFor(prisma, hotel, { from: -3, nights: 2 })).do('cancel')).toBe('stay_begun');
});

describe('a room', () => {
  test('is free for nights nobody has it', async () => {
    const hotel = await openFrontDesk(prisma, { rooms: [2] });
    await checkIn(prisma, await payFor(prisma, hotel, { nights: 2 }));
    expect(await freeRooms(hotel, 0, 2)).toEqual(['1-2']);
    expect(await freeRooms(hotel, 1, 5)).toEqual(['1-2']);
    expect(await freeRooms(hotel, 2, 5)).toEqual(['1-1', '1-2']);
  });

  test('whose guest should have left and has not is given to nobody', async () => {
    const hotel = await openFrontDesk(prisma, { rooms: [1] });
    const late = await payFor(prisma, hotel, { from: -1, nights: 2 });
    await checkIn(prisma, late);
    await prisma.$executeRaw`
      UPDATE room_assignment SET start_date = ${today}::date - 1, end_date = ${today}::date
      WHERE listing_id = ${hotel.listingId}`;
    const next = await payFor(prisma, hotel, { nights: 1 });
    const id = [...(await roomIds(hotel)).values()];
    expect((await checkIn(prisma, next, id)).faults).toMatchObject([{ reason: 'occupied' }]);
    await checkOut(prisma, late);
    expect((await checkIn(prisma, next, id)).outcome).toBe('checked_in');
  });

  test('is somebody else’s for the nights after an early departure', async () => {
    const hotel = await openFrontDesk(prisma, { rooms: [1] });
    const booking = await payFor(prisma, hotel, { nights: 5 });
    expect((await checkOut(prisma, booking)).outcome).toBe('not_checked_in');
    await checkIn(prisma, booking);
    expect(await freeRooms(hotel, 1, 2)).toEqual([]);
    expect((await checkOut(prisma, booking)).outcome).toBe('checked_out');
    expect((await checkOut(prisma, booking)).outcome).toBe('repeated');
    expect((await checkIn(prisma, booking)).outcome).toBe('stay_over');
    expect(await freeRooms(hotel, 1, 2)).toEqual(['1-1']);
    expect(await ledgerDifferences(prisma)).toEqual([]);
  });

  test('can be changed for another of its type during the stay', async () => {
    const hotel = await openFrontDesk(prisma, { rooms: [3, 1] });
    const ids = await roomIds(hotel);
    const booking = await payFor(prisma, hotel, { nights: 3 });
    expect((await changeRoom(booking, ids.get('1-1'))).outcome).toBe('not_checked_in');
    await checkIn(prisma, booking);
    expect((await changeRoom(booking, ids.get('1-1'), ids.get('2-1'))).faults).toMatchObject([
      { reason: 'other_room_type' },
    ]);
    expect(await changeRoom(booking, ids.get('1-1'), ids.get('1-3'))).toMatchObject({
      outcome: 'changed',
      rooms: ['1-3'],
    });
    expect((await changeRoom(booking, ids.get('1-1'), ids.get('1-3'))).outcome).toBe('repeated');
    expect((await changeRoom(booking, ids.get('1-2'))).outcome).toBe('not_in_room');
    expect((await changeRoom(booking, ids.get('1-3'))).rooms).toEqual(['1-1']);
    expect(await freeRooms(hotel, 0, 3)).toEqual(['1-2', '1-3', '2-1']);
  });
});

describe('a guest who does not come', () => {
  async function moneyOf({ reservationId }: Booking) {
    const { rows } = await prisma.pool.query(
      `SELECT r.status, r.cause, r.refund_minor::integer AS back, s.status AS stay,
         (SELECT count(*)::integer FROM refund f WHERE f.reservation_id = r.reservation_id) AS refunds
       FROM reservation r LEFT JOIN stay s ON s.listing_id = r.listing_id AND s.reservation_id = r.reservation_id
       WHERE r.reservation_id = $1`,
      [reservationId],
    );
    return rows[0] as unknown;
  }

  test('pays the fee of the last step; the rest goes back once, and the rooms are free', async () => {
    const hotel = await openFrontDesk(prisma, { rooms: [1], sellable: 1 });
    await setPolicy({ prisma }, hotel.listingId, { freeHours: 24, feeNights: 1 });
    const booking = await payFor(prisma, hotel, { nights: 3 });
    expect(
      (await Promise.all([noShow(prisma, booking), noShow(prisma, booking)]))
        .map(({ outcome }) => outcome)
        .toSorted(),
    ).toEqual(['no_show', 'repeated']);
    expect(await moneyOf(booking)).toEqual({
      status: 'canceled',
      cause: 'no_show',
      back: 20_000,
      stay: 'no_show',
      refunds: 1,
    });
    expect(await ledgerDifferences(prisma)).toEqual([]);
    await payFor(prisma, hotel, { nights: 3 });
  });

  test('pays what the policy says of it, where it says so', async () => {
    const hotel = await openFrontDesk(prisma);
    await prisma.$queryRaw`
      SELECT
        cancellation_policy_set(
          ${hotel.listingId}::integer, 'a', 'A', '[{"fee": {"percent": 10}}]', '{"percent": 100}', interval '0'
        ),
        cancellation_policy_set_default(${hotel.listingId}::integer, 'a', interval '0')`;
    const booking = await payFor(prisma, hotel);
    await noShow(prisma, booking);
    expect(await moneyOf(booking)).toMatchObject({ status: 'canceled', back: 0, refunds: 0 });
  });

  /** Free until a day before, then half of it; and who does not come pays `noShowPercent` percent. */
  async function setHalf({ listingId }: TestHotel, noShowPercent: number): Promise<void> {
    const steps = JSON.stringify([{ until: { hours: 24 }, fee: { percent: 0 } }, { fee: { percent: 50 } }]);
    await prisma.$queryRaw`
      SELECT
        cancellation_policy_set(
          ${listingId}::integer, 'half', 'Half', ${steps}::jsonb, jsonb_build_object('percent', ${noShowPercent}::integer),
          interval '0'
        ),
        cancellation_policy_set_default(${listingId}::integer, 'half', interval '0')`;
  }

  const cancelers: [string, (booking: Booking) => Promise<string>][] = [
    ['guest', (booking) => booking.do('cancel')],
    [
      'administrator',
      async (booking) => {
        const call = `reservation_cancel($1, $2, NULL, $3, 'canceled_by_admin')`;
        return (await atDesk(prisma, booking, call, [mintListingUuid(booking.listingId)])).outcome;
      },
    ],
  ];

  describe.each(cancelers)('and whose %s cancels', (_who, cancel) => {
    test.each([
      ['the day before', 1, false, 10_000],
      ['when check-in has begun', 0, false, 0],
      ['when the desk has marked it and keeps the rooms', 0, true, 0],
    ])('%s gets back what the quote says', async (_when, from, isMarked, back) => {
      const hotel = await openFrontDesk(prisma);
      await setHalf(hotel, 100);
      const booking = await payFor(prisma, hotel, { from });
      const marked = isMarked ? (await noShow(prisma, booking, true)).outcome : undefined;
      expect(marked).toBe(isMarked ? 'no_show' : undefined);
      expect(await findCancellationNow(prisma, booking)).toEqual({
        refundMinor: BigInt(back),
        step: back === 0 ? 3 : 2,
        changesAt: back === 0 ? null : new Date(addDays(today, 1)),
      });
      expect(await cancel(booking)).toBe('canceled');
      expect(await moneyOf(booking)).toMatchObject({ status: 'canceled', back, refunds: back === 0 ? 0 : 1 });
    });
  });

  test('pays for it when marked, whatever the clock says', async () => {
    const hotel = await openFrontDesk(prisma);
    await setHalf(hotel, 100);
    const booking = await payFor(prisma, hotel, { from: 1 });
    await prisma.$executeRaw`
      INSERT INTO stay (listing_id, reservation_id, hold_id, status, no_show_at)
      VALUES (${hotel.listingId}, ${booking.reservationId}::uuid, ${booking.holdId}::uuid, 'no_show', now())`;
    expect(await findCancellationNow(prisma, booking)).toMatchObject({ refundMinor: 0n, changesAt: null });
    expect(await booking.do('cancel')).toBe('canceled');
    expect(await moneyOf(booking)).toMatchObject({ status: 'canceled', back: 0, refunds: 0 });
  });

  test('never pays less than who cancels', async () => {
    const hotel = await openFrontDesk(prisma);
    await setHalf(hotel, 10);
    const [canceled, missed] = [await payFor(prisma, hotel), await payFor(prisma, hotel)];
    await canceled.do('cancel');
    await noShow(prisma, missed);
    expect(await moneyOf(canceled)).toMatchObject({ back: 10_000 });
    expect(await moneyOf(missed)).toMatchObject({ back: 10_000, cause: 'no_show' });
  });

  test('may still come when the rooms were kept', async () => {
    const hotel = await openFrontDesk(prisma);
    const booking = await payFor(prisma, hotel);
    expect((await noShow(prisma, booking, true)).outcome).toBe('no_show');
    expect((await noShow(prisma, booking, true)).outcome).toBe('repeated');
    expect(await moneyOf(booking)).toMatchObject({ status: 'paid', stay: 'no_show', refunds: 0 });
    expect((await checkIn(prisma, booking)).outcome).toBe('checked_in');
    expect((await noShow(prisma, booking)).outcome).toBe('stay_begun');
  });

  test('is not missed before the hour of check-in', async () => {
    const hotel = await openFrontDesk(prisma);
    expect((await noShow(prisma, await payFor(prisma, hotel, { from: 1 }))).outcome).toBe('too_early');
  });
});

describe('a guest who leaves early', () => {
  test('gives back the nights from that day on; what was paid, and what was agreed, stays', async () => {
    const hotel = await openFrontDesk(prisma, { rooms: [1], sellable: 1 });
    const booking = await payFor(prisma, hotel, { from: -2, nights: 5 });
    await checkIn(prisma, booking);
    await checkOut(prisma, booking);
    expect(await reservedFrom(prisma, hotel, 5, -2)).toEqual([1, 1, 0, 0, 0]);
    expect(await ledgerDifferences(prisma)).toEqual([]);
    const { reservationId, listingId } = booking;
    expect(await prisma.reservation.findFirst({ where: { reservationId } })).toMatchObject({
      status: 'paid',
      totalMinor: 50_000n,
      refundMinor: null,
      endDate: new Date(addDays(today, 3)),
    });
    expect(await prisma.refund.count({ where: { reservationId } })).toBe(0);
    expect(await prisma.event.findFirst({ where: { listingId, type: 'stay.checked_out' } })).toMatchObject({
      data: { rooms: ['1-1'], freeFrom: today },
    });
    expect((await checkIn(prisma, await payFor(prisma, hotel, { nights: 3 }))).rooms).toEqual(['1-1']);
    expect((await checkOut(prisma, booking)).outcome).toBe('repeated');
    expect(await reservedFrom(prisma, hotel, 5, -2)).toEqual([1, 1, 1, 1, 1]);
  });

  test('on the day of arrival gives back all of them, of every room type', async () => {
    const hotel = await openFrontDesk(prisma, { rooms: [2, 1] });
    const booking = await payFor(prisma, hotel, { nights: 3, quantities: [2, 1] });
    await checkIn(prisma, booking);
    await checkOut(prisma, booking);
    const left = await prisma.inventory.aggregate({
      where: { listingId: hotel.listingId },
      _sum: { reserved: true },
    });
    expect(left._sum.reserved).toBe(0);
    expect(await ledgerDifferences(prisma)).toEqual([]);
  });

  test('on the last day has nothing to give back', async () => {
    const hotel = await openFrontDesk(prisma, { rooms: [1] });
    const { holdId, listingId } = await payFor(prisma, hotel, { nights: 3 });
    const giveBackFrom = async (night: number) => {
      const { rows } = await prisma.pool.query<{ nights: number }>(
        'SELECT ledger_shorten($1, $2, $3) AS nights',
        [listingId, holdId, addDays(today, night)],
      );
      return [rows[0]?.nights, await reservedFrom(prisma, hotel, 3)];
    };
    expect(await giveBackFrom(3)).toEqual([0, [1, 1, 1]]);
    expect(await giveBackFrom(2)).toEqual([1, [1, 1, 0]]);
    expect(await giveBackFrom(2)).toEqual([0, [1, 1, 0]]);
    expect(await giveBackFrom(-9)).toEqual([2, [0, 0, 0]]);
    expect(await giveBackFrom(-9)).toEqual([0, [0, 0, 0]]);
    expect(await ledgerDifferences(prisma)).toEqual([]);
  });

  test('lowers prices that follow how full the hotel is', async () => {
    const hotel = await openFrontDesk(prisma, { rooms: [1], sellable: 1 });
    await prisma.occupancyRule.create({
      data: { listingId: hotel.listingId, thresholdPercent: 100, factorBp: 20_000 },
    });
    await followAllPrices(prisma);
    const booking = await payFor(prisma, hotel, { nights: 2 });
    await checkIn(prisma, booking);
    await followAllPrices(prisma);
    await checkOut(prisma, booking);
    await followAllPrices(prisma);
    const changes = await prisma.priceChange.findMany({
      where: { listingId: hotel.listingId },
      orderBy: { changeId: 'asc' },
    });
    const full = [20_000n, 'occupancy'];
    const empty = [10_000n, 'occupancy'];
    expect(changes.map(({ unitMinor, cause }) => [unitMinor, cause])).toEqual([full, full, empty, empty]);
  });
});

describe('a check-in that was a mistake', () => {
  test('is undone: the rooms are free, the guest is expected, and may cancel', async () => {
    const hotel = await openFrontDesk(prisma, { rooms: [1] });
    const booking = await payFor(prisma, hotel);
    expect((await undoCheckIn(prisma, booking)).outcome).toBe('repeated');
    await checkIn(prisma, booking);
    expect(await undoCheckIn(prisma, booking)).toMatchObject({ outcome: 'undone', rooms: [] });
    expect((await undoCheckIn(prisma, booking)).outcome).toBe('repeated');
    expect(await freeRooms(hotel, 0, 2)).toEqual(['1-1']);
    expect(await prisma.stay.count({ where: { listingId: hotel.listingId } })).toBe(0);
    expect((await checkIn(prisma, booking)).rooms).toEqual(['1-1']);
    await undoCheckIn(prisma, booking);
    expect(await booking.do('cancel')).toBe('canceled');
    expect((await undoCheckIn(prisma, booking)).outcome).toBe('not_paid');
    expect(await ledgerDifferences(prisma)).toEqual([]);
  });

  test('after a change of rooms gives all of them back, and a mark stays', async () => {
    const hotel = await openFrontDesk(prisma, { rooms: [2] });
    const booking = await payFor(prisma, hotel);
    await noShow(prisma, booking, true);
    await checkIn(prisma, booking);
    await changeRoom(booking, (await roomIds(hotel)).get('1-1'));
    expect((await undoCheckIn(prisma, booking)).outcome).toBe('undone');
    expect(await freeRooms(hotel, 0, 2)).toEqual(['1-1', '1-2']);
    expect(await prisma.stay.findFirst({ where: { listingId: hotel.listingId } })).toMatchObject({
      status: 'no_show',
      checkedInAt: null,
    });
  });

  test('is not undone on another day, nor after the guest has left, nor of nobody', async () => {
    const hotel = await openFrontDesk(prisma, { rooms: [2] });
    const booking = await payFor(prisma, hotel);
    await checkIn(prisma, booking);
    await prisma.$executeRaw`
      UPDATE stay SET checked_in_at = checked_in_at - interval '1 day' WHERE listing_id = ${hotel.listingId}`;
    expect(await undoCheckIn(prisma, booking)).toMatchObject({ outcome: 'too_late', rooms: ['1-1'] });
    await checkOut(prisma, booking);
    expect((await undoCheckIn(prisma, booking)).outcome).toBe('stay_over');
    const nobody = Object.assign(Object.create(booking), { reservationId: mintListingUuid(hotel.listingId) });
    expect((await undoCheckIn(prisma, nobody)).outcome).toBe('not_found');
  });
});
