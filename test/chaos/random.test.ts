import { Random } from './random.js';

test('the same seed gives the same numbers, another one others', () => {
  const draw = (seed: number) =>
    Array.from(
      { length: 5 },
      (
        (random) => () =>
          random.next()
      )(new Random(seed)),
    );
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
});

test('a fork depends on its name, not on what was drawn before', () => {
  const random = new Random(7);
  const early = random.fork('client 1').next();
  random.next();
  expect(random.fork('client 1').next()).toBe(early);
  expect(random.fork('client 2').next()).not.toBe(early);
});

test('numbers stay in their range and weights of nothing are never drawn', () => {
  const random = new Random(7);
  const drawn = Array.from({ length: 1_000 }, () => random.int(2, 4));
  expect(new Set(drawn)).toEqual(new Set([2, 3, 4]));
  const names = Array.from({ length: 1_000 }, () => random.weighted({ often: 9, seldom: 1, never: 0 }));
  expect(new Set(names)).toEqual(new Set(['often', 'seldom']));
  expect(random.uuid()).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-a[\da-f]{3}-[\da-f]{12}$/);
});
