import { randomInt, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../../../src/database/embedded-postgres.js';
import { migrate } from '../../../src/database/migrate.js';
import { addDays, nightIn } from '../../../src/stays/night.js';
import { median } from '../../verdict.js';
import { layouts, type Layout } from './layout.js';
import { packed } from './packed.js';

export interface LayoutOptions {
  readonly folder: string;
  readonly hotels: number;
  readonly roomTypesPerHotel: number;
  readonly nights: number;
  readonly seconds: number;
  readonly rounds: number;
  readonly sharedBuffersMb: number;
  readonly progress: (text: string) => void;
}

/** What one layout came to. Times are medians in milliseconds. */
export interface LayoutFigures {
  readonly name: string;
  readonly title: string;
  readonly fillSeconds: number;
  readonly heapBytesPerNight: number;
  readonly indexBytesPerNight: number;
  readonly holdMs: number;
  readonly holdMsInDetail: readonly number[];
  readonly walBytesPerHold: number;
  readonly pageImagesPerHold: number;
  /** Holds a second by eight connections on one room type's nights of two months. */
  readonly crowdedHoldsPerSecond: number;
  readonly availabilityMs: number;
  readonly availabilityPages: number;
  readonly openNightMs: number;
  readonly openNightWalBytes: number;
  readonly retireMs: number;
  readonly retires: 'night' | 'month';
}

const stayNights = 3;
const crowd = 8;

/** Builds each layout in a schema of its own, and measures them in turn, round by round. */
export async function compareLayouts(options: LayoutOptions): Promise<LayoutFigures[]> {
  const { folder, progress, rounds } = options;
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const postgres = await startEmbeddedPostgres({
    folder,
    settings: {
      shared_buffers: `${options.sharedBuffersMb}MB`,
      max_wal_size: '8GB',
      maintenance_work_mem: '512MB',
    },
  });
  const candidates: Candidate[] = [];
  try {
    await migrate(postgres.url);
    for (const layout of [...layouts, packed]) {
      const candidate = await Candidate.build(postgres.url, layout, options);
      progress(`${layout.name}: filled in ${candidate.fillSeconds.toFixed(0)} s`);
      candidates.push(candidate);
    }
    for (let round = 0; round < rounds; round += 1) {
      for (const candidate of candidates) await candidate.measure();
      progress(`round ${round + 1} of ${rounds}`);
    }
    const figures: LayoutFigures[] = [];
    for (const candidate of candidates) figures.push(await candidate.figures());
    return figures;
  } finally {
    await Promise.all(candidates.map((candidate) => candidate.close()));
    await postgres.stop();
  }
}

class Candidate {
  private readonly holdRounds: number[] = [];
  private readonly crowdRounds: number[] = [];
  private readonly availabilityRounds: number[] = [];
  private readonly firstNight = nightIn('UTC', new Date());
  private walBytes = 0;
  private pageImages = 0;
  private holds = 0;

  private constructor(
    private readonly layout: Layout,
    private readonly options: LayoutOptions,
    private readonly clients: readonly Client[],
    readonly fillSeconds: number,
  ) {}

  static async build(url: string, layout: Layout, options: LayoutOptions): Promise<Candidate> {
    const clients = await Promise.all(
      Array.from({ length: crowd }, async () => {
        const client = new Client({ connectionString: url, options: `-c search_path=layout_${layout.name}` });
        client.on('error', () => {}); // one that is open when the server stops
        await client.connect();
        return client;
      }),
    );
    const client = clientOf(clients);
    await client.query(`CREATE SCHEMA layout_${layout.name}`);
    await client.query(layout.create);
    const began = performance.now();
    const { hotels, roomTypesPerHotel, nights } = options;
    const { nightsOfFill } = layout;
    for (let night = 0; night < nights; night += nightsOfFill ?? nights) {
      await client.query(layout.fill, [
        hotels,
        roomTypesPerHotel,
        nightsOfFill === undefined ? nights : night,
        nightIn('UTC', new Date()),
      ]);
    }
    for (const statement of layout.index) await client.query(statement);
    await client.query('VACUUM (FREEZE, ANALYZE) inventory');
    const seconds = (performance.now() - began) / 1_000;
    await client.query(holdTables);
    await client.query(holdFunction(layout));
    return new Candidate(layout, options, clients, seconds);
  }

  /** One round: holds by one connection, holds by many on one room type, availability. */
  async measure(): Promise<void> {
    const client = clientOf(this.clients);
    await client.query('CHECKPOINT');
    const before = await walOf(client);
    const holds = await this.timed(() =>
      this.hold(client, randomInt(this.skus), randomInt(this.options.nights - 40)),
    );
    const after = await walOf(client);
    this.walBytes += after.bytes - before.bytes;
    this.pageImages += after.images - before.images;
    this.holds += holds.length;
    this.holdRounds.push(median(holds));

    const sku = randomInt(this.skus);
    const crowded = await Promise.all(
      this.clients.map((each) =>
        this.timed(() => this.hold(each, sku, randomInt(60)), this.options.seconds / 2),
      ),
    );
    this.crowdRounds.push(crowded.flat().length / (this.options.seconds / 2));
    this.availabilityRounds.push(
      median(await this.timed(() => this.readAvailability(client), this.options.seconds / 2)),
    );
  }

  async figures(): Promise<LayoutFigures> {
    const client = clientOf(this.clients);
    const { layout, options } = this;
    const nights = options.hotels * options.roomTypesPerHotel * options.nights;
    const { rows } = await client.query<{ heap: number; all: number }>(
      `SELECT sum(pg_table_size(c.oid))::float8 AS heap, sum(pg_total_relation_size(c.oid))::float8 AS all
       FROM pg_class c WHERE c.relkind = 'r' AND c.relname LIKE 'inventory%' AND c.relnamespace = current_schema()::regnamespace`,
    );
    const { heap = NaN, all = NaN } = rows[0] ?? {};
    const pages = await this.pagesOfAvailability(client);
    const size = [options.hotels, options.roomTypesPerHotel];
    const last = addDays(this.firstNight, options.nights);
    await client.query('CHECKPOINT');
    const beforeOpen = await walOf(client);
    const openNightMs = await elapsed(() => client.query(layout.open, [...size, last]));
    const afterOpen = await walOf(client);
    const retireMs = await elapsed(() =>
      layout.retire.includes('$1')
        ? client.query(layout.retire, [...size, this.firstNight])
        : client.query(layout.retire),
    );
    return {
      name: layout.name,
      title: layout.title,
      fillSeconds: this.fillSeconds,
      heapBytesPerNight: heap / nights,
      indexBytesPerNight: (all - heap) / nights,
      holdMs: median(this.holdRounds),
      holdMsInDetail: this.holdRounds,
      walBytesPerHold: this.walBytes / this.holds,
      pageImagesPerHold: this.pageImages / this.holds,
      crowdedHoldsPerSecond: median(this.crowdRounds),
      availabilityMs: median(this.availabilityRounds),
      availabilityPages: pages,
      openNightMs,
      openNightWalBytes: afterOpen.bytes - beforeOpen.bytes,
      retireMs,
      retires: layout.retires,
    };
  }

  async close(): Promise<void> {
    await Promise.all(this.clients.map((client) => client.end()));
  }

  private get skus(): number {
    return this.options.hotels * this.options.roomTypesPerHotel;
  }

  private async hold(client: Client, sku: number, night: number): Promise<void> {
    const listing = 1 + Math.floor(sku / this.options.roomTypesPerHotel);
    const { rows } = await client.query<{ held: boolean }>({
      name: 'hold',
      text: 'SELECT hold_take($1, $2, $3, $4, $5) AS held',
      values: [listing, sku + 1, addDays(this.firstNight, night), stayNights, randomUUID()],
    });
    if (rows[0]?.held !== true) throw new Error(`${this.layout.name}: a hold was refused`);
  }

  private async readAvailability(client: Client): Promise<void> {
    const night = addDays(this.firstNight, randomInt(this.options.nights - 40));
    const values = [1 + randomInt(this.options.hotels), night];
    await client.query({ name: 'availability', text: this.layout.availability, values });
  }

  private async pagesOfAvailability(client: Client): Promise<number> {
    const pages: number[] = [];
    for (let n = 0; n < 20; n += 1) {
      const night = addDays(this.firstNight, randomInt(this.options.nights - 40));
      const values = [1 + randomInt(this.options.hotels), night];
      const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Record<string, number> }] }>(
        `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${this.layout.availability}`,
        values,
      );
      const plan = rows[0]?.['QUERY PLAN'][0].Plan;
      pages.push((plan?.['Shared Hit Blocks'] ?? NaN) + (plan?.['Shared Read Blocks'] ?? NaN));
    }
    return median(pages);
  }

  /** Milliseconds of each call, one after the other. */
  private async timed(call: () => Promise<void>, seconds = this.options.seconds): Promise<number[]> {
    const times: number[] = [];
    const until = performance.now() + seconds * 1_000;
    for (let began = performance.now(); began < until; began = performance.now()) {
      await call();
      times.push(performance.now() - began);
    }
    return times;
  }
}

/** The other tables of a hold, as they are. */
const holdTables = `
  CREATE TABLE hold (LIKE public.hold INCLUDING ALL);
  CREATE TABLE hold_item (LIKE public.hold_item INCLUDING ALL);
  CREATE TABLE event (LIKE public.event INCLUDING ALL)`;

/** The bones of ledger_take: look, lock in order, look again, write counters, hold, item and event. */
function holdFunction({ look, take }: Layout): string {
  return `
    CREATE FUNCTION hold_take(p_listing_id integer, p_sku_id integer, p_start date, p_nights integer, p_hold_id uuid)
    RETURNS boolean LANGUAGE plpgsql
    SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET random_page_cost = 1.1
    AS $$
    DECLARE
      v_fits boolean;
      v_dates constant date[] := ARRAY(SELECT p_start + n FROM generate_series(0, p_nights - 1) AS n);
    BEGIN
      ${look}
      IF NOT v_fits THEN RETURN false; END IF;
      ${take}
      IF NOT v_fits THEN RETURN false; END IF;
      INSERT INTO hold (listing_id, hold_id, guest_id, status, start_date, end_date, created_at, expires_at, currency,
                        total_minor, quote)
      VALUES (p_listing_id, p_hold_id, 'guest', 'active', p_start, p_start + p_nights, now(), now() + interval '10 minutes',
              'EUR', 30000, '[[1, "2027-01-01", 1, 10000, 10000, 10000, 10000]]');
      INSERT INTO hold_item (listing_id, hold_id, sku_id, quantity) VALUES (p_listing_id, p_hold_id, p_sku_id, 1);
      INSERT INTO event (listing_id, subject_id, type) VALUES (p_listing_id, p_hold_id, 'hold.created');
      RETURN true;
    END $$`;
}

async function walOf(client: Client): Promise<{ bytes: number; images: number }> {
  await client.query('SELECT pg_stat_force_next_flush()');
  const { rows } = await client.query<{ bytes: number; images: number }>(
    `SELECT (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::float8 AS bytes, (SELECT wal_fpi FROM pg_stat_wal)::float8 AS images`,
  );
  return rows[0] ?? { bytes: NaN, images: NaN };
}

async function elapsed(call: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await call();
  return performance.now() - began;
}

function clientOf(clients: readonly Client[]): Client {
  const [client] = clients;
  if (client === undefined) throw new Error('there is no connection');
  return client;
}
