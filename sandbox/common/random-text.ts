import { randomFillSync } from 'node:crypto';

const alphabet = Buffer.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz', 'latin1');
const pool = Buffer.allocUnsafe(8192);
let used = pool.length;

/**
 * A random text of letters and digits, at most 100. The generator is asked once for many texts, and a text is made in one
 * piece: joined letter by letter it would keep twenty times its length in memory.
 */
export function randomText(length: number): string {
  if (used + length > pool.length) {
    randomFillSync(pool);
    for (const [index, byte] of pool.entries()) pool[index] = alphabet.readUInt8(byte % alphabet.length);
    used = 0;
  }
  const text = pool.toString('latin1', used, used + length);
  used += length;
  return text;
}
