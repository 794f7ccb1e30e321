import type { PrismaService } from '../../src/database/prisma.service.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../support/database.js';
import { checkIn, openFrontDesk, payFor } from '../support/front-desk.js';
import { tally } from '../support/ledger.js';
import { weaken } from '../support/weaken.js';

const rooms = 8;
const guests = 24;

let database: TestDatabase;
let processes: PrismaService[];
let prisma: PrismaService;

beforeEach(async () => {
  database = await createTestDatabase();
  processes = [openPrisma(database.url), openPrisma(database.url)];
  prisma = processes[0] ?? openPrisma(database.url);
});
afterEach(async () => {
  for (const process of processes) await process.close();
  await database.drop();
});

/** More guests than rooms arrive at the same moment. Outcomes, and how many rooms two guests have for one night. */
async function everybodyArrives(): Promise<{ outcomes: Record<string, number>; givenTwice: number }> {
  const hotel = await openFrontDesk(prisma, { rooms: [rooms] });
  const bookings = [];
  for (let guest = 0; guest < guests; guest += 1) bookings.push(await payFor(prisma, hotel));
  const arrived = await Promise.all(
    bookings.map(async (booking, index) => {
      try {
        return await checkIn(processes[index % processes.length] ?? prisma, booking);
      } catch (error) {
        if (error instanceof Error && /room_assignment_once_excl/.test(error.message))
          return { outcome: 'refused' };
        throw error;
      }
    }),
  );
  const { rows } = await prisma.pool.query<{ twice: number }>(
    `SELECT count(*)::integer AS twice
     FROM room_assignment a
     JOIN room_assignment b ON b.listing_id = a.listing_id AND b.room_id = a.room_id AND b.reservation_id > a.reservation_id
       AND daterange(b.start_date, b.end_date) && daterange(a.start_date, a.end_date)
     WHERE a.listing_id = $1`,
    [hotel.listingId],
  );
  return { outcomes: tally(arrived), givenTwice: rows[0]?.twice ?? 0 };
}

const roomsLock = /PERFORM hotel_rooms_lock\(v_place\);/g;

async function withoutConstraint(): Promise<void> {
  await prisma.pool.query('ALTER TABLE room_assignment DROP CONSTRAINT room_assignment_once_excl');
}

/** Rounds until something happens that must not; the most there are. */
async function until(
  isWrong: (round: Awaited<ReturnType<typeof everybodyArrives>>) => boolean,
): Promise<boolean> {
  for (let round = 0; round < 20; round += 1) {
    if (isWrong(await everybodyArrives())) return true;
  }
  return false;
}

test('of more guests than rooms as many get one as there are, and no room is given twice', async () => {
  expect(await everybodyArrives()).toEqual({
    outcomes: { checked_in: rooms, no_room: guests - rooms },
    givenTwice: 0,
  });
});

test('without the lock of the hotel’s rooms PostgreSQL still refuses to give one twice', async () => {
  await weaken(prisma, ['stay_check_in'], roomsLock);
  expect(await until(({ outcomes, givenTwice }) => givenTwice === 0 && (outcomes['refused'] ?? 0) > 0)).toBe(
    true,
  );
});

test('control: without lock and constraint a room is given twice', async () => {
  await weaken(prisma, ['stay_check_in'], roomsLock);
  await withoutConstraint();
  expect(await until(({ givenTwice }) => givenTwice > 0)).toBe(true);
});

test('one guest who is checked in ten times at once gets one room', async () => {
  const hotel = await openFrontDesk(prisma, { rooms: [rooms] });
  const booking = await payFor(prisma, hotel);
  const arrived = await Promise.all(
    Array.from({ length: 10 }, (_, index) => checkIn(processes[index % 2] ?? prisma, booking)),
  );
  expect(tally(arrived)).toEqual({ checked_in: 1, repeated: 9 });
  expect(await prisma.roomAssignment.count()).toBe(1);
  expect(await prisma.event.count({ where: { type: 'stay.checked_in' } })).toBe(1);
});

test('who is checked in while the reservation is being canceled has either a room or the money', async () => {
  const hotel = await openFrontDesk(prisma, { rooms: [rooms] });
  const seen = new Set<string>();
  for (let round = 0; round < 12; round += 1) {
    const booking = await payFor(prisma, hotel, { nights: 1 });
    const steps = [() => checkIn(prisma, booking).then(({ outcome }) => outcome), () => booking.do('cancel')];
    const order = round % 2 === 0 ? steps : steps.toReversed();
    const outcomes = await Promise.all(order.map((step) => step()));
    seen.add((round % 2 === 0 ? outcomes : outcomes.toReversed()).join(' '));
    await prisma.pool.query('UPDATE room_assignment SET end_date = start_date, is_occupied = false');
  }
  expect(['checked_in stay_begun', 'not_paid canceled']).toEqual(expect.arrayContaining([...seen]));
});
