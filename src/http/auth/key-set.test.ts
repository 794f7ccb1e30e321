import { Logger } from '@nestjs/common';
import { eventually } from '../../../test/support/eventually.js';
import {
  makeKey,
  startIdentityProvider,
  type IdentityProvider,
  type SigningKey,
} from '../../../test/support/identity-provider.js';
import { remoteKeySet, type FindKey } from './key-set.js';

const minuteMs = 60_000;
let first: SigningKey;
let second: SigningKey;
let provider: IdentityProvider;
let find: FindKey;

beforeAll(async () => {
  Logger.overrideLogger(false);
  [first, second] = await Promise.all([makeKey('first', 'ES256'), makeKey('second', 'ES256')]);
});
beforeEach(async () => {
  provider = await startIdentityProvider(first);
  find = remoteKeySet(provider.jwksUrl);
});
afterEach(async () => {
  jest.restoreAllMocks();
  await provider.close();
});

const wanted = ({ kid }: SigningKey) => find({ alg: 'ES256', kid });
const isFound = { type: 'public' };

/** The clock of this process goes ahead; nobody waits. */
function goAhead(ms: number): void {
  const now = Date.now() + ms;
  jest.spyOn(Date, 'now').mockImplementation(() => now);
}

function away(): void {
  provider.behave((response) => {
    response.statusCode = 500;
    response.end();
  });
}

test('keys are asked for once, however many tokens come at once', async () => {
  await Promise.all(Array.from({ length: 50 }, () => wanted(first)));
  await wanted(first);
  expect(provider.asked()).toBe(1);
});

test('a key that was added is found, at most once in half a minute', async () => {
  await wanted(first);
  provider.publish(first, second);
  await expect(wanted(second)).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' });
  expect(provider.asked()).toBe(1);
  goAhead(minuteMs / 2);
  expect(await wanted(second)).toMatchObject(isFound);
  expect(provider.asked()).toBe(2);
});

test('a key that was withdrawn is gone after a few minutes', async () => {
  await wanted(first);
  provider.publish(second);
  goAhead(6 * minuteMs);
  await wanted(first);
  await eventually(() => expect(wanted(first)).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' }));
  expect(await wanted(second)).toMatchObject(isFound);
});

test('known keys outlive an outage of the provider by an hour, and no longer', async () => {
  await wanted(first);
  away();
  goAhead(59 * minuteMs);
  expect(await wanted(first)).toMatchObject(isFound);
  goAhead(2 * minuteMs);
  await expect(wanted(first)).rejects.toThrow('answered by 500');
});

test('a provider that is away is not asked by every bad token', async () => {
  away();
  for (let attempt = 0; attempt < 50; attempt += 1) {
    await expect(wanted(first)).rejects.toThrow('answered by 500');
  }
  expect(provider.asked()).toBeLessThan(5);
  provider.behave();
  expect(await eventually(() => wanted(first))).toMatchObject(isFound);
});
