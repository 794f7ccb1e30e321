import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseAnswer } from './connection.js';
import { summarise } from './latency.js';
import type { OpenLoopPlan } from './plan.js';
import { rawRequest } from './raw-request.js';
import { run } from './run-open-loop.js';
import { Schedule } from './schedule.js';

describe('the schedule', () => {
  it('spaces arrivals evenly, and makes up for a look that came late', () => {
    const schedule = new Schedule(4, 1);
    const due = (nowMs: number) => [...schedule.takeDue(nowMs)].map(({ dueMs }) => dueMs);
    expect(due(0)).toEqual([]);
    expect(due(125)).toEqual([125]);
    expect(due(700)).toEqual([375, 625]);
    expect(schedule.isOver).toBe(false);
    expect(due(5_000)).toEqual([875]);
    expect(schedule.isOver).toBe(true);
  });

  it('lets the rate rise first, where it is told to', () => {
    const schedule = new Schedule(100, 4, 2);
    const dueWithin = (nowMs: number) => [...schedule.takeDue(nowMs)].length;
    expect([1_000, 2_000, 3_000, 4_000].map(dueWithin)).toEqual([25, 75, 100, 100]);
    expect(schedule.isOver).toBe(true);
  });
});

describe('a summary', () => {
  it('names latencies that were measured', () => {
    const thousand = Array.from({ length: 1_000 }, (_, index) => 1_000 - index);
    expect(summarise(thousand)).toEqual({
      count: 1_000,
      p50: 500,
      p90: 900,
      p99: 990,
      p999: 999,
      max: 1_000,
    });
  });
});

describe('an answer', () => {
  it.each([
    ['of known length', 'HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}', { status: 201, body: '{}' }],
    [
      'in chunks',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n',
      { status: 200, body: '{}' },
    ],
    ['without a body', 'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n', { status: 304, body: '' }],
  ])('%s is there with its last byte, and not before', (_, text, expected) => {
    const bytes = Buffer.from(text);
    const parsed = parseAnswer(bytes);
    expect({ status: parsed?.status, body: parsed?.body.toString() }).toEqual(expected);
    for (let length = 0; length < bytes.length; length += 1) {
      expect(parseAnswer(bytes.subarray(0, length))).toBeUndefined();
    }
  });
});

describe('an open loop', () => {
  let server: Server;
  let answerAfterMs = 0;

  beforeAll(async () => {
    server = createServer((_, response) => {
      setTimeout(() => response.end('{}'), answerAfterMs);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  function plan(changes: Partial<OpenLoopPlan>): OpenLoopPlan {
    return {
      host: '127.0.0.1',
      port: (server.address() as AddressInfo).port,
      warmupSeconds: 0.1,
      seconds: 0.5,
      windows: 2,
      connections: 64,
      streams: [
        {
          name: 'reads',
          perSecond: 200,
          requests: [rawRequest({ method: 'GET', path: '/' })],
          expected: [200],
        },
      ],
      ...changes,
    };
  }

  it('sends at its rate and counts what was due after the warm-up', async () => {
    answerAfterMs = 0;
    const { streams } = await run(plan({}));
    const [reads] = streams;
    expect(reads?.sent).toBe(100);
    expect(reads?.ok).toBe(100);
    expect(reads?.windows.map(({ count }) => count)).toEqual([50, 50]);
  });

  it('lets requests that come while the server is slow wait, and counts their wait', async () => {
    answerAfterMs = 20;
    // One connection carries at most 50 requests a second: of 200 a second, most stand in line.
    const { streams } = await run(plan({ connections: 1 }));
    const [reads] = streams;
    expect(reads?.ok).toBe(100);
    expect(reads?.latency.p99).toBeGreaterThan(1_000);
  });

  it('counts a broken connection as an answer that is not ok', async () => {
    const { streams } = await run(plan({ port: 1, seconds: 0.1 }));
    expect(streams[0]?.ok).toBe(0);
    expect(streams[0]?.statuses).toEqual({ '0': 20 });
  });
});
