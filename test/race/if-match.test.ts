import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { PoolClient } from 'pg';
import { apiClient, type ApiAnswer, type ApiClient } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { taggedKinds, type TaggedKind, type TaggedThing } from '../support/tagged-things.js';
import { weaken } from '../support/weaken.js';

let holdfast: TestApp;
let first: ApiClient;
let second: ApiClient;

beforeAll(async () => {
  holdfast = await startTestApp({ env: { ROLE: 'api' } });
  first = await apiClient(holdfast, 'ada', 'admin');
  second = await apiClient(holdfast, 'ben', 'admin');
});
afterAll(() => holdfast.close());

type Write = (headers: Record<string, string>) => Promise<ApiAnswer<unknown>>;

/** Two who have read the same: the second writes while the first has written and not committed. Their answers. */
async function bothWrite(thing: TaggedThing, writes: readonly [Write, Write]): Promise<number[]> {
  const tags = [];
  for (const reader of [first, second]) {
    const { headers } = await reader.get<unknown>(thing.read);
    tags.push(headers.get('etag') ?? '');
  }
  expect(tags).toEqual([expect.stringMatching(/^".+"$/), tags[0]]);
  const headers = { 'if-match': tags[0] ?? '' };
  const [one, other] = writes;
  const blocker = await holdfast.prisma.pool.connect();
  try {
    // Where the first stops: each tells of its change last.
    await blocker.query('BEGIN; LOCK TABLE audit_entry IN SHARE MODE');
    const { rows } = await blocker.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const pid = rows[0]?.pid ?? 0;
    const answers = [one(headers)];
    await untilWaiting(pid, answers);
    answers.push(other(headers));
    await untilWaiting(pid, answers);
    await blocker.query('COMMIT');
    return (await Promise.all(answers)).map(({ status }) => status);
  } finally {
    await blocker.query('ROLLBACK');
    blocker.release();
  }
}

/**
 * Until each waits for the blocker, or for another that does; or has come to its end. Asked outside of the blocker's
 * transaction, in which PostgreSQL knows no connections that were opened since it was asked first.
 */
async function untilWaiting(
  blockerPid: number,
  answers: readonly Promise<ApiAnswer<unknown>>[],
): Promise<void> {
  let ended = 0;
  const end = () => {
    ended += 1;
  };
  for (const answer of answers) void answer.then(end, end);
  await eventually(async () => {
    const { rows } = await holdfast.prisma.pool.query<{ waiting: number }>(
      `WITH RECURSIVE behind (pid) AS (
         SELECT $1::integer
         UNION
         SELECT a.pid FROM behind b JOIN pg_stat_activity a ON b.pid = ANY (pg_blocking_pids(a.pid))
       )
       SELECT count(*)::integer - 1 AS waiting FROM behind`,
      [blockerPid],
    );
    expect((rows[0]?.waiting ?? 0) + ended).toBe(answers.length);
  }, 4_000);
}

async function bothChange(kind: TaggedKind): Promise<number[]> {
  const thing = await kind.make({ holdfast, admin: first });
  return bothWrite(thing, [
    (headers) => first[kind.method](thing.write, thing.change(1), headers),
    (headers) => second[kind.method](thing.write, thing.change(2), headers),
  ]);
}

async function oneChangesOneRemoves(kind: TaggedKind): Promise<number[]> {
  const thing = await kind.make({ holdfast, admin: first });
  return bothWrite(thing, [
    (headers) => first[kind.method](thing.write, thing.change(1), headers),
    (headers) => second.delete(thing.write, headers),
  ]);
}

const kinds = taggedKinds.map((kind) => [kind.name, kind] as const);
const removable = kinds.filter(([, { isRemovable }]) => isRemovable);

test('every operation that takes If-Match is raced here', () => {
  const document = JSON.parse(readFileSync(path.resolve(__dirname, '../../openapi.json'), 'utf8')) as {
    paths: Record<string, Record<string, { parameters?: { name?: string }[] }>>;
  };
  const taking = Object.entries(document.paths).flatMap(([route, operations]) =>
    Object.entries(operations)
      .filter(([, { parameters = [] }]) => parameters.some(({ name }) => name === 'If-Match'))
      .map(([method]) => `${method} ${route}`),
  );
  const raced = taggedKinds.flatMap(({ method, path: route, isRemovable }) => [
    `${method} ${route}`,
    ...(isRemovable ? [`delete ${route}`] : []),
  ]);
  expect(raced.toSorted()).toEqual(taking.toSorted());
});

test.each(kinds)(
  '%s that two have read is changed by one of them, and the other is told',
  async (_, kind) => {
    expect(await bothChange(kind)).toEqual([200, 412]);
  },
);

test.each(removable)(
  '%s that is being changed is not removed by whoever has not seen that',
  async (_, kind) => {
    expect(await oneChangesOneRemoves(kind)).toEqual([200, 412]);
  },
);

describe('control: where what is read is not locked', () => {
  beforeAll(async () => {
    holdfast.prisma.pool.on('acquire', readWithoutLocks);
    await weaken(holdfast.prisma, ['hotel_rooms_lock'], /pg_advisory_xact_lock\(1, p_listing_id\)/g, 'NULL');
  });
  afterAll(() => {
    holdfast.prisma.pool.off('acquire', readWithoutLocks);
  });

  test.each(kinds)('%s is changed by both, and one change is lost', async (_, kind) => {
    expect(await bothChange(kind)).toEqual([200, 200]);
  });

  test.each(removable)('%s is removed with a change nobody has seen', async (_, kind) => {
    expect(await oneChangesOneRemoves(kind)).toEqual([200, 204]);
  });
});

const rowLock = /\bFOR (NO KEY )?UPDATE( OF \w+(, \w+)*)?/g;
const weakened = new WeakSet<PoolClient>();

/** Takes the row locks out of what this connection is asked from now on. */
function readWithoutLocks(client: PoolClient): void {
  if (weakened.has(client)) return;
  weakened.add(client);
  const query = client.query.bind(client) as (...all: unknown[]) => unknown;
  Object.assign(client, {
    query: (asked: unknown, ...rest: unknown[]) => query(unlocked(asked), ...rest),
  });
}

function unlocked(asked: unknown): unknown {
  if (typeof asked === 'string') return asked.replaceAll(rowLock, '');
  if (typeof asked !== 'object' || asked === null || !('text' in asked) || typeof asked.text !== 'string')
    return asked;
  const text = asked.text.replaceAll(rowLock, '');
  // A statement that was prepared with its lock has another name.
  return text === asked.text ? asked : { ...asked, text, name: undefined };
}
