import type { PrismaService } from '../../src/database/prisma.service.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../support/database.js';
import { checkIn, checkOut, moveTo, openFrontDesk, payFor, reservedFrom } from '../support/front-desk.js';
import { ledgerDifferences, tally } from '../support/ledger.js';
import { rowLocks, weaken } from '../support/weaken.js';
import { whileOpen } from '../support/while-open.js';

const rooms = 6;

let database: TestDatabase;
let prisma: PrismaService;

beforeEach(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url, { databasePoolSize: 24 });
});
afterEach(async () => {
  await prisma.close();
  await database.drop();
});

/** At a hotel with six rooms twelve guests arrive at once, half of whom were moved there from another. */
async function everybodyArrives(): Promise<{ outcomes: Record<string, number>; givenTwice: number }> {
  const from = await openFrontDesk(prisma, { rooms: [1] });
  const to = await openFrontDesk(prisma, { rooms: [2 * rooms], sellable: 2 * rooms });
  const bookings = [];
  for (let guest = 0; guest < rooms; guest += 1) {
    bookings.push(await payFor(prisma, to));
    const booking = await payFor(prisma, from);
    expect(await moveTo(prisma, booking, { from, to })).toBe('moved');
    bookings.push(booking);
  }
  await prisma.$executeRaw`
    UPDATE room SET is_available = false
    WHERE room_id IN (SELECT r.room_id FROM room r WHERE r.listing_id = ${to.listingId} LIMIT ${rooms}::integer)`;
  const arrived = await Promise.all(bookings.map((booking) => checkIn(prisma, booking)));
  const { rows } = await prisma.pool.query<{ twice: number }>(
    `SELECT count(*)::integer AS twice
     FROM room_assignment a
     JOIN room_assignment b ON b.listing_id = a.listing_id AND b.room_id = a.room_id AND b.reservation_id > a.reservation_id
       AND daterange(b.start_date, b.end_date) && daterange(a.start_date, a.end_date)`,
  );
  return { outcomes: tally(arrived), givenTwice: rows[0]?.twice ?? 0 };
}

test('of moved guests and a hotel’s own as many get a room as there are, and none is given twice', async () => {
  expect(await everybodyArrives()).toEqual({
    outcomes: { checked_in: rooms, no_room: rooms },
    givenTwice: 0,
  });
});

test('control: without the lock of the rooms of the hotel that has them, and the constraint, one is given twice', async () => {
  await weaken(prisma, ['stay_check_in'], /PERFORM hotel_rooms_lock\(v_place\);/g);
  await prisma.pool.query('ALTER TABLE room_assignment DROP CONSTRAINT room_assignment_once_excl');
  let isGivenTwice = false;
  for (let round = 0; round < 20 && !isGivenTwice; round += 1) {
    isGivenTwice = (await everybodyArrives()).givenTwice > 0;
  }
  expect(isGivenTwice).toBe(true);
});

/** A guest arrives at the hotel that was booked while being moved to another one. */
async function arriveWhileMoved(): Promise<{ outcome: string; hotels: number }> {
  const [from, to] = [await openFrontDesk(prisma), await openFrontDesk(prisma)];
  const booking = await payFor(prisma, from);
  const outcome = await whileOpen(
    prisma,
    (client) =>
      client.query(`SELECT * FROM stay_check_in($1, $2, '{}')`, [booking.listingId, booking.reservationId]),
    () => moveTo(prisma, booking, { from, to }),
  );
  const stay = await prisma.stay.count({ where: { listingId: from.listingId } });
  const claim = await prisma.reservation.count({ where: { movedListingId: to.listingId } });
  return { outcome, hotels: stay + claim };
}

test('a guest who arrives while being moved is at one hotel: where the room was given', async () => {
  expect(await arriveWhileMoved()).toEqual({ outcome: 'stay_begun', hotels: 1 });
});

test('control: without the lock of the hold the guest is at one hotel and has rooms in another', async () => {
  await weaken(prisma, ['stay_lock'], rowLocks);
  expect(await arriveWhileMoved()).toEqual({ outcome: 'moved', hotels: 2 });
});

test('a guest who is moved while arriving is given a room where the stay is then', async () => {
  const [from, to] = [await openFrontDesk(prisma), await openFrontDesk(prisma)];
  const booking = await payFor(prisma, from);
  const moving = [from.listingId, booking.reservationId, from.skuIds[0], to.listingId, to.skuIds[0]];
  const { outcome } = await whileOpen(
    prisma,
    (client) =>
      client.query(
        `SELECT * FROM reservation_move_elsewhere($1, $2, $3, $4, $5, uuidv7(), 'moved_by_admin')`,
        moving,
      ),
    () => checkIn(prisma, booking),
  );
  expect(outcome).toBe('checked_in');
  expect(await prisma.roomAssignment.findMany()).toMatchObject([{ listingId: to.listingId }]);
});

test('who was moved and arrives while the reservation is being canceled has either a room or the money', async () => {
  const [from, to] = [await openFrontDesk(prisma), await openFrontDesk(prisma, { rooms: [12] })];
  const seen = new Set<string>();
  for (let round = 0; round < 8; round += 1) {
    const booking = await payFor(prisma, from, { nights: 1 });
    await moveTo(prisma, booking, { from, to });
    const steps = [() => checkIn(prisma, booking).then(({ outcome }) => outcome), () => booking.do('cancel')];
    const order = round % 2 === 0 ? steps : steps.toReversed();
    const outcomes = await Promise.all(order.map((step) => step()));
    seen.add((round % 2 === 0 ? outcomes : outcomes.toReversed()).join(' '));
  }
  expect(['checked_in stay_begun', 'not_paid canceled']).toEqual(expect.arrayContaining([...seen]));
  expect(await ledgerDifferences(prisma)).toEqual([]);
});

/** Two clerks check out the same guest, who leaves early; another guest stays. What is reserved then, tonight and tomorrow. */
async function leaveTwice(): Promise<number[]> {
  const hotel = await openFrontDesk(prisma);
  const booking = await payFor(prisma, hotel);
  await payFor(prisma, hotel);
  await checkIn(prisma, booking);
  await whileOpen(
    prisma,
    (client) => client.query('SELECT stay_check_out($1, $2)', [booking.listingId, booking.reservationId]),
    () => checkOut(prisma, booking),
  );
  return reservedFrom(prisma, hotel, 2);
}

test('nights are given back once, however many check the guest out', async () => {
  expect(await leaveTwice()).toEqual([1, 1]);
  expect(await ledgerDifferences(prisma)).toEqual([]);
});

test('control: without the lock of the hold they are given back twice', async () => {
  await weaken(prisma, ['stay_lock', 'ledger_shorten'], rowLocks);
  expect(await leaveTwice()).toEqual([0, 0]);
});
