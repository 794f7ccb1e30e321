import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';
import type { CountReport, CountStore, StoreAnswer } from './count-store.js';

const timeoutMs = 1_000;
/** For each caller the keys of two windows; what to add to each, and the life of both. */
const script = `
  local answer = redis.call('TIME')
  for i = 1, #KEYS / 2 do
    for age = 0, 1 do
      local key, count = KEYS[2 * i - 1 + age], tonumber(ARGV[3 * i - 2 + age])
      if count > 0 then
        answer[#answer + 1] = redis.call('INCRBY', key, count)
        redis.call('PEXPIRE', key, ARGV[3 * i])
      else
        answer[#answer + 1] = redis.call('GET', key) or 0
      end
    end
  end
  return answer`;

/**
 * Counts shared through Redis: one number per caller and window, which goes by itself when the window after it is
 * over. The connection is one of its own that keeps no command for later: a count that comes late counts wrong.
 */
export class RedisCountStore implements CountStore {
  private readonly redis: Redis;

  constructor(
    url: string,
    private readonly prefix: string,
  ) {
    this.redis = new Redis(url, {
      lazyConnect: true,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
      connectTimeout: timeoutMs,
      commandTimeout: timeoutMs,
      retryStrategy: (attempt) => Math.min(attempt * 50, 1_000),
    });
    const logger = new Logger('RateLimit');
    // The limiter warns once that counts are not shared; each attempt to connect is a detail.
    this.redis.on('error', (error) => logger.debug(`Redis: ${error.message}`));
  }

  async report(reports: readonly CountReport[]): Promise<StoreAnswer> {
    if (this.redis.status === 'wait') await this.redis.connect();
    const keys = reports.flatMap(({ bucket, windowNo }) => [
      this.keyOf(bucket, windowNo),
      this.keyOf(bucket, windowNo - 1),
    ]);
    const values = reports.flatMap(({ current, previous, windowSeconds }) => [
      current,
      previous,
      2 * windowSeconds * 1_000,
    ]);
    const answer: unknown = await this.redis.eval(script, keys.length, ...keys, ...values);
    const [seconds = 0, microseconds = 0, ...found] = Array.isArray(answer) ? answer.map(Number) : [];
    const counts = reports.map(({ windowNo }, index) => ({
      windowNo,
      current: found[2 * index] ?? 0,
      previous: found[2 * index + 1] ?? 0,
    }));
    return { counts, nowMs: seconds * 1_000 + microseconds / 1_000 };
  }

  close(): void {
    this.redis.disconnect();
  }

  private keyOf(bucket: string, windowNo: number): string {
    return `${this.prefix}:rate:${bucket}:${windowNo}`;
  }
}
