import { Redis, type RedisOptions } from 'ioredis';

/**
 * A connection to Redis that says `end` also when it is given up while it waits to connect again. ioredis does not, and
 * BullMQ waits for it when a worker closes: a stop while Redis is away would never end (taskforcesh/bullmq#4656).
 */
export class QueueRedis extends Redis {
  /** As BullMQ does for each worker. */
  override duplicate(override: Partial<RedisOptions> = {}): QueueRedis {
    return new QueueRedis({ ...this.options, ...override });
  }

  override disconnect(reconnect = false): void {
    const isWaiting = this.status === 'reconnecting';
    super.disconnect(reconnect);
    if (!isWaiting || reconnect) return;
    this.status = 'end';
    process.nextTick(() => this.emit('end'));
  }
}
