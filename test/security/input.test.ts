import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { mintListingUuid } from '../../src/inventory/listing-uuid.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { openHotel, payingGuest } from '../support/paying-guest.js';
import { fillPath, listOperations, nameOf, type Operation } from './api-operations.js';

let holdfast: TestApp;
let operations: Operation[];
let admin: { authorization: string };
let everythingBefore: string[];

beforeAll(async () => {
  const noLimits = { RATE_LIMIT_GUEST: '0', RATE_LIMIT_GUEST_WRITES: '0', RATE_LIMIT_ADMIN: '0' };
  holdfast = await startTestApp({ sample: { horizonDays: 40, flightDays: 5 }, flights: true, env: noLimits });
  operations = await listOperations(holdfast);
  admin = await holdfast.signIn('alice', 'admin');
  const alice = await payingGuest(holdfast, 'alice');
  const hotel = await openHotel(holdfast);
  await alice.saveCard('pm_card_visa');
  await alice.hold(hotel.room);
  everythingBefore = await readEverything();
});
afterAll(async () => {
  try {
    // Whatever was sent, the catalogue, the inventory and the guest's things are what they were.
    expect(await readEverything()).toEqual(everythingBefore);
  } finally {
    await holdfast.close();
  }
});

async function readEverything(): Promise<string[]> {
  const tables = [
    'listing',
    'hotel',
    'room_type',
    'room',
    'sku',
    'flight',
    'rate',
    'inventory',
    'hold',
    'payment_method',
  ];
  const texts = tables.map(
    (table) => `SELECT '${table} ' || md5(string_agg(t::text, '' ORDER BY t::text)) AS sum FROM ${table} t`,
  );
  const { rows } = await holdfast.prisma.pool.query<{ sum: string }>(texts.join(' UNION ALL '));
  return rows.map(({ sum }) => sum).toSorted();
}

interface Asked {
  readonly status: number;
  readonly text: string;
  readonly ms: number;
}

async function ask(
  method: string,
  address: string,
  init: { headers?: Record<string, string>; body?: string | Uint8Array<ArrayBuffer> } = {},
): Promise<Asked> {
  const began = performance.now();
  const answer = await fetch(`${holdfast.url}${address}`, {
    method,
    ...init,
    // Whatever state a thing is in: a change that names none is refused before it is read.
    headers: { ...admin, 'if-match': '*', ...init.headers },
  });
  // A stream of events has no end: its first words will do.
  const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream') === true;
  if (isStream) await answer.body?.cancel();
  const text = isStream ? '' : await answer.text();
  return { status: answer.status, text, ms: performance.now() - began };
}

/** A request that no answer of ours may treat as more than text. */
function expectHarmless(what: string, { status, text, ms }: Asked): void {
  const isHarmless =
    status < 500 &&
    ms < 2_000 &&
    !/syntax error|operator does not|unterminated|prisma|relation|column/i.test(text);
  expect([what, status, text.slice(0, 300), Math.round(ms), isHarmless]).toEqual([
    what,
    status,
    text.slice(0, 300),
    Math.round(ms),
    true,
  ]);
}

const json = { 'content-type': 'application/json' };

const injections = [
  "'",
  "' OR '1'='1",
  "'; SELECT pg_sleep(5); --",
  '1; SELECT pg_sleep(5)',
  "') UNION SELECT guest_id FROM payment_method --",
  '"; DROP TABLE hold; --',
  "\\'; SELECT pg_sleep(5); --",
  '$1',
  '%',
  '${7*7}',
  '../../../../etc/passwd',
  '\r\nSet-Cookie: a=b',
  '__proto__',
  '1e309',
  '\uff07 OR 1=1',
];

/** An address of that operation which could exist, and does not where something would be changed. */
function goodPath({ method, path: template, parameters }: Operation): string {
  return fillPath(template, (name) => {
    const { schema, example = schema?.example } = parameters.find((one) => one.name === name) ?? {};
    if (schema?.type === 'integer') return method === 'GET' ? '1' : '2000000000';
    return schema?.format === 'uuid' || typeof example !== 'string' ? mintListingUuid(1) : example;
  });
}

interface Attack {
  readonly operation: Operation;
  readonly address: string;
  readonly injection: string;
  readonly headers?: Record<string, string>;
}

/** Carries the attacks out, some at a time, and expects each to be harmless. */
async function expectAllHarmless(attacks: readonly Attack[]): Promise<void> {
  const waiting = [...attacks];
  const attackers = Array.from({ length: 8 }, async () => {
    for (let attack = waiting.pop(); attack !== undefined; attack = waiting.pop()) {
      const { operation, address, injection, headers = {} } = attack;
      const body = operation.takesBody ? { headers: { ...json, ...headers }, body: '{}' } : { headers };
      expectHarmless(
        `${nameOf(operation)} ${address} ${injection}`,
        await ask(operation.method, address, body),
      );
    }
  });
  await Promise.all(attackers);
}

describe('SQL and other languages', () => {
  test('in any parameter of any address are text', async () => {
    const attacks = operations
      .filter(({ method }) => method === 'GET')
      .flatMap((operation) =>
        operation.parameters.flatMap(({ name, in: place }) =>
          injections.map((injection) => {
            const value = encodeURIComponent(injection);
            const address =
              place === 'path'
                ? fillPath(operation.path, (parameter) => (parameter === name ? value : '1'))
                : `${goodPath(operation)}?${name}=${value}`;
            return { operation, address, injection };
          }),
        ),
      );
    expect(attacks.length).toBeGreaterThan(500);
    await expectAllHarmless(attacks);
  });

  test('in the path or idempotency key of whatever changes something are text', async () => {
    const attacks = operations
      .filter(({ method }) => method !== 'GET')
      .flatMap((operation) =>
        injections.flatMap((injection): Attack[] => {
          const inPath = {
            operation,
            injection,
            address: fillPath(operation.path, () => encodeURIComponent(injection)),
          };
          if (!/^[\x20-\x7e]+$/.test(injection)) return [inPath];
          return [
            inPath,
            { operation, injection, address: goodPath(operation), headers: { 'idempotency-key': injection } },
          ];
        }),
      );
    await expectAllHarmless(attacks);
  });

  test('in a cursor with the right checksum, which anybody can work out, are text', async () => {
    const lists = cursorLists();
    expect(lists.length).toBeGreaterThan(5);
    const paged = operations.filter(({ parameters }) => parameters.some(({ name }) => name === 'cursor'));
    const cursors = lists.flatMap(({ list, columns }) =>
      (columns.includes('text') ? injections : ["'"]).map((injection) =>
        forgeCursor(
          list,
          columns.map((column) => hostileValue(column, injection)),
        ),
      ),
    );
    await expectAllHarmless(
      cursors.flatMap((cursor) =>
        paged.map((operation) => ({
          operation,
          address: `${goodPath(operation)}?cursor=${cursor}`,
          injection: cursor,
        })),
      ),
    );
  });
});

function forgeCursor(list: string, values: readonly unknown[]): string {
  const payload = Buffer.from(JSON.stringify(values));
  const checksum = createHash('sha256').update(list).update('\0').update(payload).digest().subarray(0, 6);
  return Buffer.concat([checksum, payload]).toString('base64url');
}

/** Every list that has cursors, as the source says. */
function cursorLists(): { list: string; columns: string[] }[] {
  const source = path.resolve(__dirname, '../../src');
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.startsWith('generated'))
    .flatMap((file) => [
      ...readFileSync(path.join(source, file), 'utf8').matchAll(
        /cursorCodec\(\s*[`'](.*?)[`'],\s*\[([^\]]*)\]/g,
      ),
    ])
    .map(([, list = '', columns = '']) => ({
      list,
      columns: [...columns.matchAll(/'(\w+)'/g)].map(([, name = '']) => name),
    }));
}

/** A value that stands where the column's own should, as near to right as an attacker could make it. */
function hostileValue(column: string, injection: string): unknown {
  if (column === 'id' || column === 'integer') return 1;
  if (column === 'uuid') return mintListingUuid(1);
  if (column === 'night') return '2027-01-01';
  return column === 'instant' ? '2027-01-01T00:00:00Z' : injection;
}

test('SQL is never put together from text', () => {
  const source = path.resolve(__dirname, '../../src');
  const unsafe = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.startsWith('generated'))
    .filter((file) =>
      /\$(query|execute)RawUnsafe|Prisma\.raw\(/.test(readFileSync(path.join(source, file), 'utf8')),
    );
  expect(unsafe).toEqual([]);
});

const withBody = (): Operation[] =>
  operations.filter((one) => one.takesBody && !one.path.startsWith('/v1/webhooks/'));

describe('a body', () => {
  test('with a field nobody knows is refused by every operation, naming it', async () => {
    expect(withBody().length).toBeGreaterThan(6);
    const unknown = ['isAdmin', 'createdAt', 'providerPaymentId', 'guest_id'];
    for (const operation of withBody()) {
      const body = JSON.stringify(Object.fromEntries(unknown.map((field) => [field, 'x'])));
      const { status, text } = await ask(operation.method, goodPath(operation), { headers: json, body });
      const { errors = [] } = JSON.parse(text) as { errors?: { field: string; code: string }[] };
      const refused = errors.filter(({ code }) => code === 'unknown_field').map(({ field }) => field);
      expect([nameOf(operation), status, refused.toSorted()]).toEqual([
        nameOf(operation),
        400,
        unknown.toSorted(),
      ]);
    }
  });

  test('that reaches for a prototype is refused by every operation, and reaches none', async () => {
    for (const operation of withBody()) {
      for (const body of [
        '{"__proto__":{"isAdmin":true}}',
        '{"constructor":{"prototype":{"isAdmin":true}}}',
        '{"items":[{"__proto__":{"isAdmin":true}}]}',
        '{"a":{"b":{"__proto__":null}}}',
      ]) {
        const { status } = await ask(operation.method, goodPath(operation), { headers: json, body });
        expect([nameOf(operation), body, status]).toEqual([nameOf(operation), body, 400]);
      }
    }
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
    expect('isAdmin' in {}).toBe(false);
    for (const name of [
      '__proto__',
      '__proto__[isAdmin]',
      'constructor',
      'toString',
      'hasOwnProperty',
      'valueOf',
    ]) {
      for (const list of ['/v1/holds', '/v1/hotels', '/v1/admin/holds']) {
        expect([name, (await ask('GET', `${list}?${name}=1`)).status]).toEqual([name, 400]);
      }
    }
  });

  test('with a name every object has is refused, so that nothing of ours calls what a guest sent', async () => {
    const names = Object.getOwnPropertyNames(Object.prototype);
    expect(names).toContain('hasOwnProperty');
    for (const operation of withBody()) {
      for (const name of names) {
        const body = `{"${name}":1}`;
        const { status } = await ask(operation.method, goodPath(operation), { headers: json, body });
        expect([nameOf(operation), body, status]).toEqual([nameOf(operation), body, 400]);
      }
    }
  });

  test.each<[string, (bytes: Buffer) => Buffer]>([
    ['gzip', (bytes) => gzipSync(bytes)],
    ['deflate', (bytes) => deflateSync(bytes)],
    ['br', (bytes) => brotliCompressSync(bytes)],
    ['zstd', (bytes) => bytes],
    ['gzip, gzip', (bytes) => gzipSync(gzipSync(bytes))],
  ])(
    'compressed as %s is refused unread by every operation, however much is in it',
    async (encoding, compress) => {
      const bomb = compress(Buffer.alloc(5 * 1024 * 1024, ' '));
      const tooLarge = encoding === 'zstd' ? [413, 415] : [415];
      for (const operation of [
        ...withBody(),
        ...operations.filter((one) => one.path.startsWith('/v1/webhooks/')),
      ]) {
        const headers = { ...json, 'content-encoding': encoding };
        const { status } = await ask(operation.method, goodPath(operation), {
          headers,
          body: new Uint8Array(bomb),
        });
        expect([nameOf(operation), tooLarge.includes(status)]).toEqual([nameOf(operation), true]);
      }
    },
  );

  test('of the largest size, with as much in it as fits, is decided at once', async () => {
    const size = 100 * 1024 - 200;
    const fill = (item: string) =>
      Array.from({ length: Math.floor(size / (item.length + 1)) }, () => item).join(',');
    const fields = ['items', 'seats', 'eventTypes', 'x'];
    const bodies = [
      `{${Array.from({ length: 8_000 }, (_, index) => `"f${index}":0`).join(',')}}`,
      `{"x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
      `{"x":${'{"a":'.repeat(15_000)}1${'}'.repeat(15_000)}}`,
      `{"x":"${'x'.repeat(size - 100)}"}`,
      `{"x":"${'\\u0000'.repeat(16_000)}"}`,
      `{"x":${'9'.repeat(size - 100)}}`,
      ...fields.flatMap((field) =>
        ['{}', '0', '""', '[]', 'null', '{"roomTypeId":1,"quantity":1}', '"1A"'].map(
          (item) => `{"${field}":[${fill(item)}]}`,
        ),
      ),
    ];
    for (const body of bodies) expect(body.length).toBeLessThanOrEqual(100 * 1024);
    for (const operation of withBody()) {
      for (const body of bodies) {
        const asked = await ask(operation.method, goodPath(operation), { headers: json, body });
        const what = `${nameOf(operation)} ${body.slice(0, 60)}`;
        expect([what, asked.status]).toEqual([what, 400]);
        // The answer is no longer than what was sent, and nobody waits for it: far longer than a busy machine takes.
        expect([what, asked.text.length < 20_000, asked.ms < 5_000]).toEqual([what, true, true]);
      }
    }
  });
});
