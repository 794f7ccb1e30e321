import { Client, Pool } from 'pg';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.js';
import { AnswerReader, RoundTripCounter } from './p10-round-trips.js';
import { readWal, walPosition } from './p10-wal.js';

let database: TestDatabase;
let sql: Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  sql = new Pool({ connectionString: database.url, max: 1 });
  await sql.query('CREATE TABLE note (id integer PRIMARY KEY, text text)');
});
afterAll(async () => {
  await sql.end();
  await database.drop();
});

describe('round trips', () => {
  let counter: RoundTripCounter;
  let client: Client;

  beforeAll(async () => {
    const url = new URL(database.url);
    counter = await RoundTripCounter.listen(Number(url.port));
    url.port = String(counter.port);
    client = new Client({ connectionString: url.href });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await counter.close();
  });

  async function countOf(work: () => Promise<unknown>): Promise<number> {
    const before = counter.roundTrips;
    await work();
    // A failure is known before its answer has ended; the next one is sent only after.
    await client.query('SELECT 1');
    return counter.roundTrips - before - 1;
  }

  it('are one for a statement, however it is sent', async () => {
    expect(await countOf(() => client.query('SELECT 1'))).toBe(1);
    const named = { name: 'sum', text: 'SELECT $1::integer + 1', values: [1] };
    expect(await countOf(() => client.query(named))).toBe(1);
    expect(await countOf(() => client.query(named))).toBe(1);
  });

  it('are one for each of BEGIN, statement and COMMIT, and one for a failure', async () => {
    const transaction = async () => {
      await client.query('BEGIN');
      await client.query('SELECT 1');
      await client.query('COMMIT');
    };
    expect(await countOf(transaction)).toBe(3);
    expect(await countOf(() => client.query('SELECT 1/0').catch(() => {}))).toBe(1);
  });

  it('are one for an answer that comes in many pieces', async () => {
    expect(await countOf(() => client.query(`SELECT repeat('Z', 3000000)`))).toBe(1);
  });
});

it('an answer is read the same wherever its bytes are cut', () => {
  const message = (type: string, length: number) => {
    const bytes = Buffer.alloc(1 + 4 + length, 'Z');
    bytes.write(type, 0);
    bytes.writeUInt32BE(4 + length, 1);
    return bytes;
  };
  const answer = Buffer.concat([message('D', 7), message('C', 0), message('Z', 1), message('Z', 1)]);
  for (let cut = 0; cut <= answer.length; cut += 1) {
    for (let second = cut; second <= answer.length; second += 1) {
      let ready = 0;
      const reader = new AnswerReader(() => (ready += 1));
      for (const piece of [answer.subarray(0, cut), answer.subarray(cut, second), answer.subarray(second)]) {
        reader.read(piece);
      }
      expect(ready).toBe(2);
    }
  }
});

describe('the log', () => {
  async function useOf(work: () => Promise<unknown>) {
    const from = await walPosition(sql);
    await work();
    return readWal(sql, from, await walPosition(sql));
  }

  it('has a commit for each transaction that writes, and the bytes it wrote', async () => {
    await sql.query('CREATE EXTENSION IF NOT EXISTS pg_walinspect');
    const text = 'x'.repeat(1_000);
    const one = await useOf(() => sql.query('INSERT INTO note VALUES (1, $1)', [text]));
    expect(one.recordBytes).toBeGreaterThan(1_000);
    const three = await useOf(async () => {
      for (const id of [2, 3, 4]) await sql.query('INSERT INTO note VALUES ($1, $2)', [id, text]);
    });
    // Other tests write to the same server meanwhile: there may be more, never fewer.
    expect(one.commits).toBeGreaterThanOrEqual(1);
    expect(three.commits).toBeGreaterThanOrEqual(3);
    expect(three.recordBytes).toBeGreaterThan(3_000);
  });
});
