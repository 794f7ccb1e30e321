import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import { eventually } from '../../test/support/eventually.js';
import { AppConfig } from '../config/app-config.js';
import type { PrismaService } from '../database/prisma.service.js';
import { MetricsService } from '../metrics/metrics.service.js';
import { catalogueFreshness, type CatalogueFreshness } from './catalogue-freshness.js';
import { CatalogueListener } from './catalogue-listener.js';
import { ListingCache } from './listing-cache.js';

/** What PostgreSQL calls a message of NOTIFY on the wire. */
const notificationType = 'A'.charCodeAt(0);

/** A network between a process and its database that can fall silent, or lose what was not asked for. */
class Network {
  isSilent = false;
  losesNotifications = false;
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;

  /** Returns the address that leads through it. */
  async open(databaseUrl: string): Promise<string> {
    const { hostname, port } = new URL(databaseUrl);
    this.server = createServer((near) => {
      const far = connect(Number(port), hostname);
      for (const socket of [near, far]) {
        this.sockets.add(socket);
        socket.on('error', () => {});
        socket.on('close', () => {
          near.destroy();
          far.destroy();
        });
      }
      near.on('data', (bytes) => this.isSilent || far.write(bytes));
      far.on('data', (bytes) => this.isSilent || near.write(this.pass(bytes)));
    }).listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('the network has no port');
    const through = new URL(databaseUrl);
    through.hostname = '127.0.0.1';
    through.port = String(address.port);
    return through.href;
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server?.close();
  }

  /** Messages are a letter, a length and as many bytes; those of a listener fit into one packet. */
  private pass(bytes: Buffer): Buffer {
    if (!this.losesNotifications) return bytes;
    const kept: Buffer[] = [];
    for (let at = 0; at < bytes.length;) {
      const end = at + 1 + bytes.readInt32BE(at + 1);
      if (bytes[at] !== notificationType) kept.push(bytes.subarray(at, end));
      at = end;
    }
    return Buffer.concat(kept);
  }
}

let database: TestDatabase;
let prisma: PrismaService;
let network: Network;
let listener: CatalogueListener | undefined;
let freshness: CatalogueFreshness;
let names: ListingCache<number, string>;

beforeEach(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  network = new Network();
  freshness = catalogueFreshness(prisma);
  names = new ListingCache({ maxWeight: 10, weightOf: () => 1 });
  freshness.watch(names);
  await prisma.$executeRaw`
    WITH l AS (
      INSERT INTO listing (listing_id, kind, code, currency, timezone, cancellation_fee_percent)
      VALUES (7, 'hotel', 'SEVEN', 'EUR', 'Europe/Lisbon', 10), (8, 'hotel', 'EIGHT', 'EUR', 'Europe/Lisbon', 10)
      RETURNING listing_id, code
    )
    INSERT INTO hotel (listing_id, name, city, country) SELECT l.listing_id, l.code, 'Faro', 'PT' FROM l`;
});
afterEach(async () => {
  await listener?.beforeApplicationShutdown();
  network.close();
  await prisma.close();
  await database.drop();
});

async function listen(): Promise<void> {
  const databaseUrl = await network.open(database.url);
  const config = new AppConfig().with({ databaseUrl });
  listener = new CatalogueListener(config, prisma, new MetricsService());
  listener.start();
}

async function untilTold(): Promise<void> {
  await eventually(() => expect(freshness.isTold).toBe(true), 10_000);
}

function nameOf(listingId: number): Promise<string> {
  const load = async () => (await prisma.hotel.findUniqueOrThrow({ where: { listingId } })).name;
  return names.get(listingId, { load, isFresh: freshness.isFresh, listingIds: [listingId] });
}

async function rename(listingId: number, name: string): Promise<void> {
  await prisma.hotel.update({ where: { listingId }, data: { name } });
}

test('a copy is kept for as long as nothing changes, and not longer', async () => {
  await listen();
  await untilTold();
  expect([await nameOf(7), await nameOf(8)]).toEqual(['SEVEN', 'EIGHT']);
  // A process that is told nothing would not rely on what it asked for a minute ago.
  expect(freshness.isFresh(performance.now() - 60_000, performance.now())).toBe(true);
  await rename(7, 'Seventh');
  await eventually(async () => expect(await nameOf(7)).toBe('Seventh'), 1_000);
  expect(await nameOf(8)).toBe('EIGHT');
  expect(names.tally.loads).toBe(3);
});

test('a change of more listings than can be named is a change of all', async () => {
  await listen();
  await untilTold();
  await nameOf(7);
  await prisma.$executeRaw`
    INSERT INTO listing (listing_id, kind, code, currency, timezone, cancellation_fee_percent)
    SELECT 1000 + n, 'hotel', 'H' || n, 'EUR', 'Europe/Lisbon', 10 FROM generate_series(1, 150) AS n`;
  await eventually(() => expect(names.size).toBe(0), 1_000);
});

test('without a word from the database a copy lives for a second, even though the connection seems to be there', async () => {
  await listen();
  await untilTold();
  await nameOf(7);
  network.isSilent = true;
  await rename(7, 'Unheard');
  await eventually(async () => expect(await nameOf(7)).toBe('Unheard'), 2_500);
  expect(freshness.isTold).toBe(false);
  await rename(7, 'Unheard again');
  await eventually(async () => expect(await nameOf(7)).toBe('Unheard again'), 2_500);
});

test('what changed while nobody listened is known once somebody does', async () => {
  await listen();
  await untilTold();
  await nameOf(7);
  await prisma.$transaction([
    prisma.$executeRaw`
      SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a
      WHERE a.datname = current_database() AND a.application_name LIKE '%-catalogue'`,
    prisma.hotel.update({ where: { listingId: 7 }, data: { name: 'Meanwhile' } }),
  ]);
  await eventually(async () => expect(await nameOf(7)).toBe('Meanwhile'), 1_500);
  await untilTold();
  await rename(7, 'Afterwards');
  await eventually(async () => expect(await nameOf(7)).toBe('Afterwards'), 1_000);
});

test('where messages are sent and do not arrive, nothing is relied on for longer than a second', async () => {
  network.losesNotifications = true;
  await listen();
  await nameOf(7);
  await rename(7, 'Never told');
  await eventually(async () => expect(await nameOf(7)).toBe('Never told'), 2_500);
  expect(freshness.isTold).toBe(false);
});
