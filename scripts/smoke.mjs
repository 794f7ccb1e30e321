// Boots the compiled application as a user would and looks at it from outside: what tests that compile on the fly
// cannot see. Ends with `N passed, N failed, N skipped`.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ensureBuilt, root } from './project.mjs';

ensureBuilt();
const folder = mkdtempSync(path.join(tmpdir(), 'holdfast-smoke-'));
const dataDir = path.join(folder, 'data');
const base = `http://127.0.0.1:${await freePort()}`;
const env = {
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  DATA_DIR: dataDir,
  PORT: new URL(base).port,
  SANDBOX_STRIPE_PORT: String(await freePort()),
  SANDBOX_DUFFEL_PORT: String(await freePort()),
};

const steps = [
  { title: 'a first start serves the API, the documents and the health check', step: firstStart },
  { title: 'a second start on the same data folder is refused with a reason', step: secondStart },
  { title: 'the pictures of the sample catalogue are made, and load', step: pictures },
  { title: 'SIGTERM stops everything with exit code 0 and leaves no process', step: cleanStop },
  { title: 'SIGTERM in the middle of a start leaves no process either', step: stopWhileStarting },
  { title: 'a start after kill -9 recovers', step: recovery },
  { title: 'a wrong environment is refused with every fault', step: wrongEnvironment },
];

let running;
let failed = 0;
for (const { title, step } of steps) {
  try {
    await step();
    console.log(`ok     ${title}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED ${title}\n    ${String(error).replaceAll('\n', '\n    ')}`);
  }
}
running?.child.kill('SIGTERM');
await running?.ended;
rmSync(folder, { recursive: true, force: true });
console.log(`${steps.length - failed} passed, ${failed} failed, 0 skipped`);
process.exit(failed === 0 ? 0 : 1);

async function firstStart() {
  running = await start();
  await answers('/ping', '{"message":"pong"}');
  await answers('/health/ready', '"status":"ok"');
  await answers('/v1/hotels?limit=1', '"data"');
  await answers('/docs-json', '"openapi":"3.1.0"');
  expect(running.output().includes('npm run cli -- token'), 'the welcome does not say how to get a token');
}

async function secondStart() {
  const { output, ended } = launch({ PORT: '0', SANDBOX_STRIPE_PORT: '0', SANDBOX_DUFFEL_PORT: '0' });
  const code = await ended;
  expect(code === 1 && output().includes('already running'), `exit ${code}: ${output()}`);
}

async function pictures() {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const hotel = await (await fetch(`${base}/v1/hotels/1`)).json();
    const [picture] = hotel.pictures;
    if (picture !== undefined) {
      const answer = await fetch(`${base}${picture.url}`);
      expect(answer.headers.get('content-type') === 'image/webp', `${picture.url}: ${answer.status}`);
      expect((await answer.arrayBuffer()).byteLength > 1_000, 'the picture is empty');
      return;
    }
    expect(Date.now() < deadline, 'hotel 1 has no picture after a minute');
    await delay(200);
  }
}

async function cleanStop() {
  const database = databasePid();
  running.child.kill('SIGTERM');
  const code = await running.ended;
  expect(code === 0, `exit ${code}: ${running.output()}`);
  expect(!isAlive(database), `PostgreSQL (${database}) is still there`);
}

async function stopWhileStarting() {
  const { child, ended, output } = launch();
  const pidFile = path.join(dataDir, 'postgres/postmaster.pid');
  while (!existsSync(pidFile) && child.exitCode === null) await delay(5);
  const database = databasePid();
  child.kill('SIGTERM');
  const code = await ended;
  expect(code === 0, `exit ${code}: ${output()}`);
  expect(!isAlive(database), `PostgreSQL (${database}) is still there`);
}

async function recovery() {
  running = await start();
  running.child.kill('SIGKILL');
  await running.ended;
  const left = databasePid();
  running = await start();
  expect(!isAlive(left), `the PostgreSQL of the killed process (${left}) is still there`);
  await answers('/health/ready', '"status":"ok"');
}

async function wrongEnvironment() {
  const { output, ended } = launch({ HOLD_TTL_SECONDS: 'ten', ROLE: 'chef' });
  const code = await ended;
  const text = output();
  expect(code === 1 && text.includes('HOLD_TTL_SECONDS') && text.includes('ROLE'), `exit ${code}: ${text}`);
}

function launch(changes = {}) {
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: root,
    env: { ...env, ...changes },
    // One that never ends must fail its step, not hold up whoever waits for the result.
    timeout: 600_000,
    killSignal: 'SIGKILL',
  });
  let text = '';
  child.stdout.on('data', (part) => (text += part));
  child.stderr.on('data', (part) => (text += part));
  const ended = new Promise((resolve) => child.once('close', resolve));
  return { child, ended, output: () => text };
}

async function start() {
  const launched = launch();
  const deadline = Date.now() + 120_000;
  while (!launched.output().includes('Holdfast is running')) {
    if (launched.child.exitCode !== null) throw new Error(`it ended: ${launched.output()}`);
    if (Date.now() > deadline) {
      launched.child.kill('SIGTERM');
      throw new Error(`not running after two minutes: ${launched.output()}`);
    }
    await delay(50);
  }
  return launched;
}

async function answers(pathname, text) {
  const response = await fetch(`${base}${pathname}`);
  const body = await response.text();
  expect(
    response.status === 200 && body.includes(text),
    `${pathname}: ${response.status} ${body.slice(0, 500)}`,
  );
}

function databasePid() {
  return Number(readFileSync(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    // An orphan nobody collects (a container without an init process) stays in the list as a zombie.
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}

function expect(condition, message) {
  if (!condition) throw new Error(message);
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
