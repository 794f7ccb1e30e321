import { Redis, type RedisOptions } from 'ioredis';

/**
 * The connection to Redis that all queues share. Each worker waits for jobs on a duplicate of its own, and says good-bye
 * to that when it closes.
 */
export class QueueRedis extends Redis {
  override duplicate<Override extends Partial<RedisOptions> | undefined = undefined>(override?: Override) {
    const connection = super.duplicate(override);
    sayEnd(connection);
    return connection;
  }
}

/**
 * ioredis says nothing when a connection is given up while it waits to connect again, and BullMQ waits for the `end` of
 * it: a stop while Redis is away would never end (taskforcesh/bullmq#4656).
 */
function sayEnd(connection: Pick<Redis, 'status' | 'disconnect' | 'emit'>): void {
  const disconnect = connection.disconnect.bind(connection);
  connection.disconnect = (reconnect = false) => {
    const isWaiting = connection.status === 'reconnecting';
    disconnect(reconnect);
    if (!isWaiting || reconnect) return;
    connection.status = 'end';
    process.nextTick(() => connection.emit('end'));
  };
}
