import { eventually } from '../support/eventually.js';
import { startTestApp, type TestApp } from '../support/app.js';

let holdfast: TestApp;
beforeAll(async () => {
  holdfast = await startTestApp();
});
afterAll(() => holdfast.close());

test('the service answers a ping', async () => {
  const response = await fetch(`${holdfast.url}/ping`);
  await expect(response.json()).resolves.toEqual({ message: 'pong' });
});

test('it is ready when the database, the queue and the payment provider are reachable', async () => {
  // The first look of a starved process may take longer than a check may.
  await eventually(async () => {
    const response = await fetch(`${holdfast.url}/health/ready`);
    expect([response.status, await response.json()]).toMatchObject([
      200,
      {
        status: 'ok',
        checks: {
          database: { status: 'up' },
          queue: { status: 'up' },
          paymentProvider: { status: 'up' },
        },
      },
    ]);
  });
});

test('a worker alone serves nothing but its health and metrics', async () => {
  const worker = await startTestApp({ beside: holdfast, env: { ROLE: 'worker' } });
  const statusOf = async (path: string) => (await fetch(`${worker.url}${path}`)).status;
  try {
    await eventually(async () => expect(await statusOf('/health/ready')).toBe(200));
    const statuses = await Promise.all(['/metrics', '/v1/hotels', '/docs'].map(statusOf));
    expect(statuses).toEqual([200, 404, 404]);
  } finally {
    await worker.close();
  }
});

test('two applications in one process keep to their own database', async () => {
  const other = await startTestApp();
  const names = await Promise.all(
    [holdfast, other].map(({ prisma }) => prisma.$queryRaw`SELECT current_database() AS name`),
  );
  await other.close();
  expect(names[0]).not.toEqual(names[1]);
});
