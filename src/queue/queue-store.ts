import { Logger } from '@nestjs/common';
import {
  createPostgresBackend,
  createRedisBackend,
  isPgPool,
  runMigrations,
  setDefaultBackendFactory,
  type BackendFactory,
} from 'bullmq';
import type { Redis } from 'ioredis';
import { Pool } from 'pg';
import type { AppConfig } from '../config/app-config.js';
import { outliveLostConnections } from '../database/lost-connections.js';
import { startPatienceMs, whenReachable } from '../database/when-reachable.js';
import { QueueRedis } from './queue-redis.js';

/** Where the queues are kept: PostgreSQL, or Redis when one is configured. Shared by every queue of the process. */
export abstract class QueueStore {
  /** What BullMQ takes as `connection`. */
  abstract readonly connection: Pool | Redis;
  abstract readonly kind: 'postgres' | 'redis';

  /** Rejects when the store does not answer. */
  abstract ping(): Promise<void>;
  /** Call it when every worker and queue is closed: a worker that loses its store for good never rests. */
  abstract close(): Promise<void>;
}

/** Connects to the store; the tables of the PostgreSQL one are created on the first start. */
export async function openQueueStore(config: AppConfig): Promise<QueueStore> {
  setDefaultBackendFactory(backendOfConnection);
  return config.redisUrl === undefined
    ? PostgresQueueStore.open(config)
    : RedisQueueStore.open(config.redisUrl);
}

/** BullMQ has one default for the whole process; deciding by connection lets both stores live side by side. */
const backendOfConnection: BackendFactory = (name, options, factoryOptions) => {
  const { connection } = options;
  return isPgPool(connection)
    ? createPostgresBackend(name, { ...options, connection }, factoryOptions)
    : createRedisBackend(name, options, factoryOptions);
};

/** Each worker keeps one connection for LISTEN; the rest serve all queues together. */
const queuePoolSize = 12;

class PostgresQueueStore implements QueueStore {
  readonly kind = 'postgres';

  private constructor(readonly connection: Pool) {}

  static async open(config: AppConfig): Promise<PostgresQueueStore> {
    const logger = new Logger('Queue');
    const pool = new Pool({
      connectionString: config.databaseUrl,
      application_name: `holdfast-${config.role}-queue`,
      options: '-c search_path=bullmq',
      max: queuePoolSize,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      allowExitOnIdle: true,
    });
    // Every queue and worker adds its own listener to the shared pool.
    pool.setMaxListeners(0);
    pool.on('error', (error) => logger.warn(`Lost an idle queue connection: ${error.message}`));
    outliveLostConnections(pool);
    const prepare = async () => {
      const client = await pool.connect();
      try {
        await runMigrations(client);
      } finally {
        client.release();
      }
    };
    await whenReachable(prepare, {
      forMs: startPatienceMs,
      onWait: (reason) => logger.warn(`Waiting for the queues' database: ${reason}`),
    });
    return new PostgresQueueStore(pool);
  }

  async ping(): Promise<void> {
    await this.connection.query('SELECT 1');
  }

  async close(): Promise<void> {
    if (!this.connection.ending) await this.connection.end();
  }
}

class RedisQueueStore implements QueueStore {
  readonly kind = 'redis';

  private constructor(readonly connection: Redis) {}

  static async open(url: string): Promise<RedisQueueStore> {
    const logger = new Logger('Queue');
    const redis = new QueueRedis(url, {
      // A worker waits for its Redis as long as it takes; a request does not (see enqueue.ts).
      maxRetriesPerRequest: null,
      retryStrategy: (attempt) => Math.min(attempt * 50, 1_000),
      connectTimeout: 5_000,
      lazyConnect: true,
    });
    redis.on('error', (error) => logger.warn(`Redis: ${error.message}`));
    try {
      await redis.connect();
    } catch (error) {
      redis.disconnect();
      throw new Error('Redis cannot be reached at REDIS_URL', { cause: error });
    }
    return new RedisQueueStore(redis);
  }

  async ping(): Promise<void> {
    // While Redis is away ioredis would keep the command and answer it later.
    if (this.connection.status !== 'ready') throw new Error(`Redis is ${this.connection.status}`);
    await this.connection.ping();
  }

  async close(): Promise<void> {
    // `quit` would wait for a Redis that may never come back.
    this.connection.disconnect();
  }
}
