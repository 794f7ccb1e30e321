import { readOptions } from './options.js';

test('lines are named in any case, and everything has a default', () => {
  expect(readOptions(['--only', 'p2, P7'])).toMatchObject({
    only: ['P2', 'P7'],
    seconds: 5,
    rounds: 5,
    connections: 32,
  });
});

test.each([['--seconds', '0'], ['--rounds', 'many'], ['--fast']])('%s %s is refused', (...args) => {
  expect(() => readOptions(args)).toThrow(/must be a number|[Uu]nknown option/);
});
