import { createHash, randomFillSync } from 'node:crypto';

const uuidBytes = 16;
/** Randomness for the next ids: asking for it each time costs ten times what the rest of an id does. */
const pool = Buffer.alloc(uuidBytes * 256);
let poolUsed = pool.length;

/**
 * A new id for something that belongs to a listing: a UUID of version 8 (RFC 9562 §5.8) made of 48 bits of Unix
 * milliseconds, 42 random bits and, in its last four bytes, the listing. It orders by time, and alone leads to its
 * shard. `uuid_listing` in SQL reads it back.
 */
export function mintListingUuid(listingId: number, nowMs: number = Date.now()): string {
  const bytes = takeRandomBytes();
  bytes.writeUIntBE(nowMs, 0, 6);
  return formatListingUuid(bytes, listingId);
}

/**
 * The id of what one keyed request makes: the same for each of its attempts, so that it is made once even when the
 * process dies before the answer is kept. The operation's own time stays in front, the rest follows from both parts.
 */
export function deriveListingUuid(
  listingId: number,
  { operationId, kind }: { operationId: string; kind: 'hold' | 'reservation' | 'payment' },
): string {
  const bytes = createHash('sha256').update(`${kind} ${operationId}`).digest().subarray(0, 16);
  Buffer.from(operationId.replaceAll('-', ''), 'hex').copy(bytes, 0, 0, 6);
  return formatListingUuid(bytes, listingId);
}

function takeRandomBytes(): Buffer {
  if (poolUsed === pool.length) {
    randomFillSync(pool);
    poolUsed = 0;
  }
  poolUsed += uuidBytes;
  return Buffer.from(pool.subarray(poolUsed - uuidBytes, poolUsed));
}

function formatListingUuid(bytes: Buffer, listingId: number): string {
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  bytes.writeInt32BE(listingId, 12);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The listing an id carries; undefined when it is not one of ours. Takes lower-case UUIDs. */
export function findListingOfUuid(id: string): number | undefined {
  if (id[14] !== '8') return undefined;
  const listingId = Number.parseInt(id.slice(-8), 16);
  return listingId >= 1 && listingId <= 0x7fffffff ? listingId : undefined;
}
