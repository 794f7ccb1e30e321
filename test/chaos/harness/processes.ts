import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { projectFolder } from '../../../src/config/project-folder.js';
import { lastingPort } from '../../support/lasting-port.js';
import { AppProcess } from './app-process.js';

/** The payment sandbox; its books are in a folder and outlast it. */
export function paymentSandboxProcess({
  folder,
  port,
  webhookUrl,
  webhookSecret,
}: {
  folder: string;
  port: number;
  webhookUrl: string;
  webhookSecret: string;
}): AppProcess {
  const flags = Object.entries({
    port: String(port),
    'data-dir': path.join(folder, 'sandbox'),
    'webhook-url': webhookUrl,
    'webhook-secret': webhookSecret,
  }).flatMap(([name, value]) => [`--${name}`, value]);
  return new AppProcess({
    name: 'sandbox',
    command: process.execPath,
    args: ['dist/sandbox/stripe/main.js', ...flags],
    cwd: projectFolder(),
    env: inheritedEnv(),
    logFile: path.join(folder, 'sandbox.log'),
    readyUrl: `http://127.0.0.1:${port}/_sandbox/control`,
  });
}

/** Undefined when the queue is in PostgreSQL. */
export async function redisProcess(options: {
  readonly queue: 'postgres' | 'redis';
  readonly folder: string;
}): Promise<{ process: AppProcess; port: number } | undefined> {
  if (options.queue !== 'redis') return undefined;
  execFileSync('redis-server', ['--version']);
  const port = await lastingPort();
  const process = new AppProcess({
    name: 'redis',
    command: 'redis-server',
    args: ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    cwd: options.folder,
    env: inheritedEnv(),
    logFile: path.join(options.folder, 'redis.log'),
  });
  return { process, port };
}

/** Nothing of whoever runs the suite must reach the processes: an own DATABASE_URL, for one. */
export function inheritedEnv(): Record<string, string> {
  const { PATH = '', HOME = '' } = process.env;
  return { PATH, HOME };
}
