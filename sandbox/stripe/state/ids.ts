import { randomFillSync } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const pool = Buffer.allocUnsafe(8192);
let used = pool.length;

/** A random text of letters and digits. Bytes come from a refilled pool: one call of the generator serves many ids. */
export function randomText(length: number): string {
  if (used + length > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  let text = '';
  for (let index = 0; index < length; index += 1) {
    text += alphabet[pool.readUInt8(used + index) % alphabet.length];
  }
  used += length;
  return text;
}

/** An id as Stripe writes it: `pi_3` and the like are not imitated beyond the prefix. */
export function newId(prefix: string): string {
  return `${prefix}_${randomText(24)}`;
}

/** Seconds since 1970, the unit of every `created` at Stripe. */
export function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
