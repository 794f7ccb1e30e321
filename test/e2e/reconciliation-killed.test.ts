import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { ReconciliationDto } from '../../src/reconciliation/reconciliation.dto.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { apiClient } from '../support/api-client.js';
import { cliEnv } from '../support/cli-env.js';
import { compiledProgram } from '../support/compiled-program.js';
import { eventually } from '../support/eventually.js';
import { armFault, disarmFaults } from '../support/provider.js';

const hourMs = 3_600_000;

let api: TestApp;
let worker: ChildProcess | undefined;
let heir: TestApp | undefined;
beforeAll(async () => {
  api = await startTestApp({ env: { ROLE: 'api' } });
});
afterAll(async () => {
  worker?.kill('SIGKILL');
  await heir?.close();
  await api.close();
});

/** A worker of its own process, on the database, the queue and the provider of the API. */
function startWorker(): ChildProcess {
  const root = path.resolve(__dirname, '../..');
  return spawn(process.execPath, [compiledProgram('main')], {
    cwd: root,
    env: {
      PATH: process.env['PATH'] ?? '',
      ...cliEnv(api),
      ROLE: 'worker',
      PORT: '0',
      LOG_LEVEL: 'silent',
      RECONCILE_EVERY_MINUTES: '0',
    },
    stdio: 'ignore',
  });
}

/** A backlog that takes a while: eight parts of six hours, from a provider that is slow. */
async function makeBacklog(): Promise<number> {
  const begin = Date.now() - 48 * hourMs;
  await api.prisma.reconciliationState.updateMany({ data: { comparedUntil: new Date(begin) } });
  await armFault(api, { operation: 'list', fault: 'slow', delayMs: 700, times: 1_000 });
  return begin;
}

async function overview(): Promise<ReconciliationDto> {
  const admin = await apiClient(api, 'root', 'admin');
  return (await admin.get<ReconciliationDto>('/v1/admin/reconciliation')).body;
}

async function comparedUntil(): Promise<number> {
  return Date.parse((await overview()).comparedUntil ?? '');
}

async function requestRun(): Promise<void> {
  const admin = await apiClient(api, 'root', 'admin');
  expect((await admin.post('/v1/admin/reconciliation/runs')).status).toBe(202);
}

test('a run whose process is told to stop ends at once, and keeps what it has done', async () => {
  const begin = await makeBacklog();
  const stopping = await startTestApp({ beside: api, env: { ROLE: 'worker' } });
  await requestRun();
  await eventually(async () => expect(await comparedUntil()).toBeGreaterThan(begin), 30_000);
  const startedMs = performance.now();
  await stopping.close();
  expect(performance.now() - startedMs).toBeLessThan(10_000);
  expect((await overview()).latestRun).toMatchObject({ status: 'unfinished' });
  expect(await comparedUntil()).toBeLessThan(Date.now() - hourMs);
  await disarmFaults(api);
});

test('a run whose process is killed is taken up where it was, by another worker', async () => {
  const begin = await makeBacklog();
  worker = startWorker();
  await requestRun();
  await eventually(async () => expect(await comparedUntil()).toBeGreaterThan(begin), 60_000);
  const ended = once(worker, 'exit');
  worker.kill('SIGKILL');
  await ended;
  const reached = await comparedUntil();
  expect(reached).toBeLessThan(Date.now() - hourMs);
  const { latestRun: killed } = await overview();
  expect(killed?.status).toBe('running');

  await disarmFaults(api);
  heir = await startTestApp({ beside: api, env: { ROLE: 'worker' } });
  await eventually(async () => {
    const { latestRun } = await overview();
    expect(latestRun).toMatchObject({ trigger: 'admin', status: 'complete' });
    // It goes on where the other one had come to.
    expect(Date.parse(latestRun?.comparedFrom ?? '')).toBeGreaterThanOrEqual(reached);
  }, 60_000);
  expect(await comparedUntil()).toBeGreaterThan(Date.now() - hourMs);
  expect(
    await api.prisma.reconciliationRun.findMany({ where: { runId: killed?.runId ?? '' } }),
  ).toMatchObject([{ status: 'unfinished', failure: 'its process ended' }]);
});
