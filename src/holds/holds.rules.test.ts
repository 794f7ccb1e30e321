import { canMove, holdStatuses, holdTransitions, isExtendable, secondsLeft } from './holds.rules.js';

const createdAt = new Date('2027-03-14T12:00:00Z');
const ttlSeconds = 600;
const after = (seconds: number): Date => new Date(createdAt.getTime() + seconds * 1_000);
const fresh = { status: 'active', createdAt, expiresAt: after(ttlSeconds), extendedAt: null } as const;

describe('a hold', () => {
  test.each(['released', 'canceled'] as const)('that was %s stays so', (status) => {
    expect(holdTransitions[status]).toEqual([]);
  });

  test('never moves from a state to itself', () => {
    expect(holdStatuses.filter((status) => canMove(status, status))).toEqual([]);
  });

  test('is paid for before it is confirmed, in time or late', () => {
    expect(holdStatuses.filter((status) => canMove(status, 'confirmed'))).toEqual(['paying', 'expired']);
  });

  test('can be extended while it is active and has not been', () => {
    expect(isExtendable(fresh, ttlSeconds)).toBe(true);
    expect(isExtendable({ ...fresh, extendedAt: after(1) }, ttlSeconds)).toBe(false);
  });

  test.each(holdStatuses.filter((status) => status !== 'active'))(
    'that is %s cannot be extended',
    (status) => {
      expect(isExtendable({ ...fresh, status }, ttlSeconds)).toBe(false);
    },
  );

  test('lives at most twice its usual life', () => {
    expect(isExtendable({ ...fresh, expiresAt: after(2 * ttlSeconds) }, ttlSeconds)).toBe(false);
    expect(isExtendable({ ...fresh, expiresAt: after(2 * ttlSeconds - 1) }, ttlSeconds)).toBe(true);
  });

  test('counts whole seconds down to 0', () => {
    expect([600, 599.999, 0.5, 0, -5].map((seconds) => secondsLeft(after(seconds), createdAt))).toEqual([
      600, 599, 0, 0, 0,
    ]);
  });
});
