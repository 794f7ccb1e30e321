import { BullModule, InjectQueue, WorkerHost } from '@nestjs/bullmq';
import {
  Global,
  Injectable,
  Logger,
  Module,
  type INestApplicationContext,
  type OnModuleInit,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Job, Queue } from 'bullmq';
import { spawnSync } from 'node:child_process';
import { Client } from 'pg';
import { createTestDatabase, testServerUrl, type TestDatabase } from '../../test/support/database.js';
import { startTestRedis, type TestRedis } from '../../test/support/redis.js';
import { eventually } from '../../test/support/eventually.js';
import { AppConfig, type Role } from '../config/app-config.js';
import { ConfigModule } from '../config/config.module.js';
import { DatabaseModule } from '../database/database.module.js';
import { HealthChecks } from '../health/health-checks.js';
import { enqueue } from './enqueue.js';
import { JobSchedules } from './job-schedules.js';
import { QueueProcessor } from './queue-processor.js';
import { MetricsModule } from '../metrics/metrics.module.js';
import { QueueModule } from './queue.module.js';

const seen: string[] = [];

@Injectable()
@QueueProcessor('holds')
class ProbeProcessor extends WorkerHost implements OnModuleInit {
  constructor(
    @InjectQueue('holds') readonly queue: Queue,
    private readonly schedules: JobSchedules,
    private readonly config: AppConfig,
  ) {
    super();
  }

  onModuleInit(): void {
    this.schedules.add(this.queue, { id: 'sweep', everyMs: 200, jobName: 'sweep' });
  }

  override process(job: Job<{ note?: string }>): Promise<void> {
    seen.push(`${this.config.queuePrefix}:${job.name}:${job.data.note ?? ''}`);
    return Promise.resolve();
  }
}

@Global()
@Module({ providers: [HealthChecks], exports: [HealthChecks] })
class ProbeHealthModule {}

@Module({ imports: [BullModule.registerQueue({ name: 'holds' })], providers: [ProbeProcessor] })
class ProbeModule {}

interface Probe {
  context: INestApplicationContext;
  queue: Queue;
}

async function startProbe(settings: Partial<AppConfig>): Promise<Probe> {
  const config = new AppConfig().with({ databasePoolSize: 4, ...settings });
  @Module({
    imports: [
      ConfigModule.forRoot(config),
      DatabaseModule,
      MetricsModule,
      ProbeHealthModule,
      QueueModule,
      ProbeModule,
    ],
  })
  class ProbeApp {}
  const context = await NestFactory.createApplicationContext(ProbeApp, { logger: false });
  return { context, queue: context.get(ProbeProcessor).queue };
}

let database: TestDatabase;
const open: Probe[] = [];

async function start(settings: Partial<AppConfig> = {}): Promise<Probe> {
  const probe = await startProbe({ databaseUrl: database.url, ...settings });
  open.push(probe);
  return probe;
}

beforeAll(async () => {
  Logger.overrideLogger(false);
  database = await createTestDatabase();
});
beforeEach(() => {
  seen.length = 0;
});
afterEach(async () => {
  for (const { context } of open.splice(0)) await context.close();
});
afterAll(() => database.drop());

async function refuseSessions(refuse: boolean): Promise<void> {
  const client = new Client({ connectionString: testServerUrl() });
  await client.connect();
  const name = new URL(database.url).pathname.slice(1);
  await client.query(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS ${String(!refuse)}`);
  await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
  await client.end();
}

async function killSessions(): Promise<void> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  );
  await client.end();
}

const redisThere = spawnSync('redis-server', ['--version']).status === 0;
if (!redisThere && process.env['CI'] === 'true') throw new Error('redis-server is missing in CI');
const stores = redisThere ? (['postgres', 'redis'] as const) : (['postgres'] as const);

describe.each(stores)('queues on %s', (store) => {
  let redis: TestRedis | undefined;
  let settings: Partial<AppConfig>;

  beforeAll(async () => {
    if (store === 'redis') redis = await startTestRedis();
    settings = redis === undefined ? {} : { redisUrl: redis.url };
  });
  afterAll(() => redis?.close());

  test('a job is processed where workers run', async () => {
    const { queue } = await start({ ...settings, queuePrefix: 'one' });
    await expect(enqueue(queue, [{ name: 'release', data: { note: 'x' } }])).resolves.toBe(true);
    await eventually(() => expect(seen).toContain('one:release:x'));
  });

  test('an API alone leaves jobs for a worker', async () => {
    const api = await start({ ...settings, role: 'api' satisfies Role, queuePrefix: 'two' });
    await enqueue(api.queue, [{ name: 'release', data: { note: 'handed over' } }]);
    await expect(api.queue.getWaitingCount()).resolves.toBe(1);
    await start({ ...settings, role: 'worker' satisfies Role, queuePrefix: 'two' });
    await eventually(() => expect(seen).toContain('two:release:handed over'));
  });

  test('a scheduled job comes again and again, and comes back after the queue was emptied', async () => {
    const { queue } = await start({ ...settings, queuePrefix: 'three' });
    await eventually(() => expect(seen.length).toBeGreaterThan(2));
    await queue.obliterate({ force: true });
    seen.length = 0;
    await eventually(() => expect(seen.length).toBeGreaterThan(2), 10_000);
  });

  test.each([
    ['ahead', 300_000],
    ['behind', -300_000],
  ])('a schedule set by a process whose clock was five minutes %s is set again', async (way, offMs) => {
    const queuePrefix = `clock-${way}`;
    const api = await start({ ...settings, role: 'api' satisfies Role, queuePrefix });
    const clock = jest.spyOn(Date, 'now').mockImplementation(() => new Date().getTime() + offMs);
    try {
      // As a worker would: the second run is what the first one leads to.
      await api.queue.upsertJobScheduler('sweep', { every: 200 }, { name: 'sweep' });
      await api.queue.upsertJobScheduler('sweep', { every: 200 }, { name: 'sweep' });
    } finally {
      clock.mockRestore();
    }
    await start({ ...settings, role: 'worker' satisfies Role, queuePrefix });
    await eventually(() => expect(seen.length).toBeGreaterThan(3), 10_000);
  });

  test('a job of a schedule keeps its place, however long it waits', async () => {
    const { queue } = await start({ ...settings, queuePrefix: 'starved' });
    await eventually(() => expect(seen.length).toBeGreaterThan(0));
    // Jobs are added, and none is taken.
    await queue.pause();
    const next = async () => (await queue.getJobScheduler('sweep'))?.next ?? 0;
    await eventually(async () => expect(Date.now() - (await next())).toBeGreaterThan(2_000), 10_000);
    const late = await next();
    const isHeld = async () => (await queue.getJob(`repeat:sweep:${late}`)) !== undefined;
    expect(await isHeld()).toBe(true);
    // Two looks at the schedules later.
    await eventually(() => expect(Date.now() - late).toBeGreaterThan(6_500), 10_000);
    expect([await next(), await isHeld()]).toEqual([late, true]);
    seen.length = 0;
    await queue.resume();
    await eventually(() => expect(seen.length).toBeGreaterThan(1), 10_000);
  });

  test('adding a job to a queue that is away fails soon and does not throw', async () => {
    const { queue } = await start({ ...settings, role: 'api', queuePrefix: 'away' });
    await (redis === undefined ? refuseSessions(true) : redis.stop());
    const added = await enqueue(queue, [{ name: 'release', data: {} }]);
    await (redis === undefined ? refuseSessions(false) : redis.start());
    expect(added).toBe(false);
  });

  test('a stop that begins while the store is away ends when it is back', async () => {
    const { context } = await start({ ...settings, queuePrefix: 'stopped' });
    await eventually(() => expect(seen.length).toBeGreaterThan(0));
    await (redis === undefined ? refuseSessions(true) : redis.stop());
    open.length = 0;
    const stop = context.close();
    await (redis === undefined ? refuseSessions(false) : redis.start());
    await stop;
  });

  test('work goes on after the store was away', async () => {
    const { queue } = await start({ ...settings, queuePrefix: 'four' });
    await eventually(() => expect(seen.length).toBeGreaterThan(0));
    await (redis === undefined ? killSessions() : redis.stop());
    await redis?.start();
    seen.length = 0;
    await eventually(
      async () => expect(await enqueue(queue, [{ name: 'release', data: { note: 'after' } }])).toBe(true),
      10_000,
    );
    await eventually(() => expect(seen).toContain('four:release:after'), 10_000);
    await eventually(() => expect(seen).toContain('four:sweep:'), 10_000);
  });
});

test('two databases in one process do not share jobs', async () => {
  const other = await createTestDatabase();
  const api = await start({ role: 'api', queuePrefix: 'five' });
  const elsewhere = await start({ role: 'api', queuePrefix: 'six', databaseUrl: other.url });
  await enqueue(api.queue, [{ name: 'release', data: {} }]);
  await expect(api.queue.getWaitingCount()).resolves.toBe(1);
  await expect(elsewhere.queue.getWaitingCount()).resolves.toBe(0);
  for (const { context } of open.splice(0)) await context.close();
  await other.drop();
});
