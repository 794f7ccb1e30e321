import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { projectFolder } from '../../src/config/project-folder.js';
import { startTestApp, type TestApp } from '../support/app.js';

const run = promisify(execFile);
let holdfast: TestApp;

beforeAll(async () => {
  holdfast = await startTestApp({ sample: { horizonDays: 60, flightDays: 5 } });
});
afterAll(() => holdfast.close());

test('the booking in the README works word for word', async () => {
  const readme = readFileSync(path.join(projectFolder(), 'README.md'), 'utf8');
  const script = /## A booking in curl[^`]*```sh\n(.*?)```/s.exec(readme)?.[1] ?? '';
  expect(script).toContain('npm run --silent cli -- token');
  const { stdout } = await run(
    'bash',
    ['-euo', 'pipefail', '-c', script.replace('http://localhost:3000', holdfast.url)],
    {
      cwd: projectFolder(),
      env: { ...process.env, DATA_DIR: holdfast.config.dataDir, DATABASE_URL: holdfast.config.databaseUrl },
    },
  );
  const statuses = stdout.split('\n').filter((line) => /^[a-z]+$/.test(line));
  expect(statuses).toEqual(['paid', 'canceled', 'paid']);
});
