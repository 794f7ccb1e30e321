import fc from 'fast-check';
import { deriveListingUuid, findListingOfUuid, mintListingUuid } from './listing-uuid.js';

describe('the id of something that belongs to a listing', () => {
  test('leads back to the listing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 0x7fffffff }), (listingId) => {
        const id = mintListingUuid(listingId);
        expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
        expect(findListingOfUuid(id)).toBe(listingId);
      }),
    );
  });

  test('orders by time', () => {
    const ids = [1_000, 2_000, 1_790_000_000_000].map((nowMs) => mintListingUuid(7, nowMs));
    expect(ids.toSorted()).toEqual(ids);
  });

  test('is told from ids that others made', () => {
    expect(findListingOfUuid('0198c0de-0000-4000-8000-00000000002a')).toBeUndefined();
    expect(findListingOfUuid('0198c0de-0000-8000-8000-000000000000')).toBeUndefined();
    expect(findListingOfUuid('0198c0de-0000-8000-8000-0000ffffffff')).toBeUndefined();
  });

  test('of a keyed request is the same each time, another for each kind of thing and each listing', () => {
    const operationId = mintListingUuid(7, 1_790_000_000_000);
    const holdId = deriveListingUuid(42, { operationId, kind: 'hold' });
    expect(deriveListingUuid(42, { operationId, kind: 'hold' })).toBe(holdId);
    expect(findListingOfUuid(holdId)).toBe(42);
    expect(holdId.slice(0, 13)).toBe(operationId.slice(0, 13));
    const others = [
      deriveListingUuid(42, { operationId, kind: 'reservation' }),
      deriveListingUuid(43, { operationId, kind: 'hold' }),
      deriveListingUuid(42, { operationId: mintListingUuid(7, 1_790_000_000_000), kind: 'hold' }),
    ];
    expect(new Set([holdId, ...others]).size).toBe(4);
  });
});
