import { array, assert, boolean, integer, property, record } from 'fast-check';
import { Collection } from './collection.js';

test('the cursor walks both ways from where it stands', () => {
  const collection = new Collection<{ id: string }>(10);
  for (const id of ['a', 'b', 'c', 'd']) collection.set({ id });
  collection.delete('b');
  expect([...collection.newest()].map(({ id }) => id)).toEqual(['d', 'c', 'a']);
  expect([...collection.newest('c')].map(({ id }) => id)).toEqual(['a']);
  expect([...collection.newerThan('a')].map(({ id }) => id)).toEqual(['c', 'd']);
});

test('beyond its limit it gives up the oldest', () => {
  const collection = new Collection<{ id: string }>(2);
  for (const id of ['a', 'b', 'c']) collection.set({ id });
  expect(collection.overflow()?.id).toBe('a');
  collection.delete('a');
  expect(collection.overflow()).toBeUndefined();
});

test('whatever is added and removed, the order is that of an array', () => {
  const change = record({ id: integer({ min: 0, max: 120 }).map(String), remove: boolean() });
  assert(
    property(array(change, { maxLength: 300 }), (changes) => {
      const model: string[] = [];
      const real = new Collection<{ id: string }>(Infinity);
      for (const { id, remove } of changes) {
        const index = model.indexOf(id);
        if (!remove && index < 0) model.push(id);
        if (remove && index >= 0) model.splice(index, 1);
        if (remove) real.delete(id);
        else real.set({ id });
      }
      expect([...real.newest()].map(({ id }) => id)).toEqual(model.toReversed());
      for (const [position, cursor] of model.entries()) {
        const older = [...real.newest(cursor)].map(({ id }) => id);
        const newer = [...real.newerThan(cursor)].map(({ id }) => id);
        expect([...newer.toReversed(), cursor, ...older]).toEqual(model.toReversed());
        expect(older).toHaveLength(position);
      }
    }),
    { numRuns: 50 },
  );
});
