import { togetherOrAlone } from './together-or-alone.js';

/** As `pg` says it when the server is gone. */
const connectionLost = new Error('Connection terminated');

function recorded(together: (requests: readonly number[]) => Promise<readonly (string | undefined)[]>) {
  const alone: number[] = [];
  return {
    alone,
    ways: {
      together,
      alone: (request: number) => {
        alone.push(request);
        return request < 0 ? Promise.reject(new Error('refused')) : Promise.resolve(`alone ${request}`);
      },
    },
  };
}

const fulfilled = (value: string) => ({ status: 'fulfilled', value });

test('what was done together is not done again', async () => {
  const { alone, ways } = recorded(async (all) => all.map((request) => `together ${request}`));
  expect(await togetherOrAlone([1, 2], ways)).toEqual([fulfilled('together 1'), fulfilled('together 2')]);
  expect(alone).toEqual([]);
});

test('one that came without company is run alone', async () => {
  const { ways } = recorded(() => Promise.reject(new Error('asked for a batch of one')));
  expect(await togetherOrAlone([7], ways)).toEqual([fulfilled('alone 7')]);
});

test('those left out of the call are run alone, each answered at its own place', async () => {
  const { ways } = recorded(async (all) => all.map((request) => (request % 2 === 0 ? 'done' : undefined)));
  expect(await togetherOrAlone([1, 2, 3], ways)).toEqual([
    fulfilled('alone 1'),
    fulfilled('done'),
    fulfilled('alone 3'),
  ]);
});

test('one that fails the whole call fails for itself only', async () => {
  const { ways } = recorded(() => Promise.reject(new Error('one of them')));
  expect(await togetherOrAlone([1, -2, 3], ways)).toEqual([
    fulfilled('alone 1'),
    { status: 'rejected', reason: new Error('refused') },
    fulfilled('alone 3'),
  ]);
});

test('a database that cannot be reached is asked once for all of them', async () => {
  const { alone, ways } = recorded(() => Promise.reject(connectionLost));
  const settled = await togetherOrAlone([1, 2], ways);
  expect(settled).toMatchObject([
    { status: 'rejected', reason: { code: 'database_unavailable' } },
    { status: 'rejected', reason: { code: 'database_unavailable' } },
  ]);
  expect(alone).toEqual([]);
});
