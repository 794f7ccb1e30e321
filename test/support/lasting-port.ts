import { randomInt } from 'node:crypto';
import { freePort } from '../../src/database/free-port.js';

/** Below what systems hand out by themselves (Linux from 32768 on, others from 49152). */
const range = { from: 10_000, to: 30_000 };
const maxTries = 50;

/**
 * A free port for a process that is killed and started again: meanwhile nobody who asks the system for any port is given
 * this one.
 */
export async function lastingPort(): Promise<number> {
  for (let left = maxTries; ; left -= 1) {
    try {
      return await freePort(randomInt(range.from, range.to));
    } catch (error) {
      if (left === 0) throw error;
    }
  }
}
