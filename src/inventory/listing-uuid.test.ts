import fc from 'fast-check';
import { findListingOfUuid, mintListingUuid } from './listing-uuid.js';

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
});
