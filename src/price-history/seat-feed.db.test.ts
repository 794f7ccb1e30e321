import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import { openEventSource, type OpenEventSource } from '../../test/support/event-source.js';
import { eventually } from '../../test/support/eventually.js';
import { createFlightWithCabins, departureDate, type TestFlight } from '../../test/support/flight.js';
import { decide, holdTaker } from '../../test/support/ledger.js';
import type { PrismaService } from '../database/prisma.service.js';
import { mintListingUuid } from '../inventory/listing-uuid.js';
import { addDays } from '../stays/night.js';
import { PriceFeed } from './price-feed.js';
import { PriceStream } from './price-stream.js';
import { SeatFeed } from './seat-feed.js';
import type { FreeSeats } from './seat-states.rules.js';
import { everyTransaction, findSeatsTouched } from './seats-touched.views.js';

let database: TestDatabase;
let prisma: PrismaService;
let prices: PriceFeed;
let seats: SeatFeed;
let server: Server;

beforeEach(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  [prices, seats] = [new PriceFeed(prisma), new SeatFeed(prisma)];
  // The flight of a stream is its path.
  server = createServer((request, response) => {
    const listingId = Number(request.url?.slice(1));
    const stream = new PriceStream(response, { kind: 'flight', listingId, currency: 'EUR', changeId: 0 });
    prices.add(stream);
    seats.add(stream);
    response.once('close', () => {
      prices.remove(stream);
      seats.remove(stream);
    });
    stream.begin();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  prices.onModuleDestroy();
  seats.onModuleDestroy();
  server.closeAllConnections();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  await prisma.close();
  await database.drop();
});

function openFlight(): Promise<TestFlight> {
  return createFlightWithCabins(prisma, [
    { class: 'economy', seating: 'assigned', baseMinor: 5_000, seatsMinor: [5_000, 5_000] },
  ]);
}

async function follow({ flightId }: TestFlight): Promise<OpenEventSource> {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return openEventSource(`http://127.0.0.1:${address.port}/${flightId}`);
}

/** What a stream was told of seats, one after the other. */
function toldOf(stream: OpenEventSource): FreeSeats['seats'][] {
  return stream.events
    .filter(({ event }) => event === 'seats.changed')
    .map(({ data }) => (data as unknown as FreeSeats).seats);
}

async function isTold(stream: OpenEventSource, told: FreeSeats['seats'][]): Promise<void> {
  await eventually(() => expect(toldOf(stream)).toEqual(told), 12_000);
}

const bothFree = [
  { seat: '1A', state: 'available' },
  { seat: '2A', state: 'available' },
];

async function holdSeat(flight: TestFlight, index: number): Promise<void> {
  const skuId = flight.cabins.get('economy')?.seatSkuIds[index] ?? 0;
  const [verdict] = await decide(holdTaker(prisma), [
    {
      guestId: 'ada',
      listingId: flight.flightId,
      holdId: mintListingUuid(flight.flightId),
      items: [{ skuId, quantity: 1 }],
      startDate: departureDate,
      endDate: addDays(departureDate, 1),
    },
  ]);
  expect(verdict?.outcome).toBe('held');
}

function setActive({ flightId }: TestFlight, isActive: boolean): Promise<number> {
  return prisma.$executeRaw`UPDATE listing SET is_active = ${isActive} WHERE listing_id = ${flightId}::integer`;
}

test('a flight that is retired, or removed, ends its own streams; those of others go on', async () => {
  const [retired, removed, other] = [await openFlight(), await openFlight(), await openFlight()];
  const ends = [await follow(retired), await follow(removed)];
  const stays = await follow(other);
  for (const stream of [...ends, stays]) await isTold(stream, [bothFree]);
  await setActive(retired, false);
  await prisma.pool.query('SELECT catalogue_remove_listing($1)', [removed.flightId]);
  await holdSeat(other, 0);
  await isTold(stays, [bothFree, [{ seat: '1A', state: 'held' }]]);
  for (const stream of ends) await stream.ended;
  await eventually(() => expect(prices.size).toBe(1));
  await holdSeat(other, 1);
  await isTold(stays, [bothFree, [{ seat: '1A', state: 'held' }], [{ seat: '2A', state: 'held' }]]);
  stays.close();
});

test('what no event tells of is seen as well: a seat that is blocked, a hold that nobody ends', async () => {
  const flight = await openFlight();
  await holdSeat(flight, 0);
  const stream = await follow(flight);
  await isTold(stream, [[{ seat: '1A', state: 'held' }, bothFree[1] ?? { seat: '', state: '' }]]);
  const [, second = 0] = flight.cabins.get('economy')?.seatSkuIds ?? [];
  await prisma.$executeRaw`UPDATE inventory SET total = 0 WHERE sku_id = ${second}::integer`;
  await prisma.$executeRaw`UPDATE hold SET expires_at = now() - interval '1 second'`;
  await eventually(
    () =>
      expect(toldOf(stream).flat().slice(2)).toEqual(
        expect.arrayContaining([
          { seat: '1A', state: 'available' },
          { seat: '2A', state: 'blocked' },
        ]),
      ),
    12_000,
  );
  stream.close();
});

test('only flights that a hold has touched since the last look are named, also by a transaction that ends late', async () => {
  const [first, second, third] = [await openFlight(), await openFlight(), await openFlight()];
  const flightIds = [first.flightId, second.flightId];
  const { nextTransaction } = await findSeatsTouched(prisma, { flightIds, since: everyTransaction });
  let since = nextTransaction;
  const look = async () => {
    const touched = await findSeatsTouched(prisma, { flightIds, since });
    since = touched.nextTransaction;
    return touched.flightIds;
  };
  expect(await look()).toEqual([]);
  await prisma.$transaction(async (tx) => {
    const subjectId = mintListingUuid(second.flightId);
    await tx.$executeRaw`
      INSERT INTO event (listing_id, subject_id, type)
      VALUES (${second.flightId}::integer, ${subjectId}::uuid, 'hold.expired')`;
    await holdSeat(first, 0);
    await holdSeat(third, 0);
    expect(await look()).toEqual([first.flightId]);
  });
  expect(await look()).toContain(second.flightId);
  // What other databases of the server have under way may have it named twice, never missed.
  await eventually(async () => expect(await look()).toEqual([]));
});
