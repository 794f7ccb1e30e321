import { spawn } from 'node:child_process';
import { freePort } from '../../src/database/free-port.js';
import { compiledProgram } from '../support/compiled-program.js';
import { eventually } from '../support/eventually.js';

export interface LoggedProcess {
  readonly url: string;
  /** Everything it has written, to either output. */
  readonly output: () => string;
  /** Stops it and waits for its last line. */
  stop(): Promise<void>;
}

/** Holdfast in a process of its own, as `npm start` runs it, with only this environment; all it says is kept. */
export async function startLogged(env: Readonly<Record<string, string>>): Promise<LoggedProcess> {
  const port = await freePort();
  const child = spawn(process.execPath, [compiledProgram('main')], {
    // Not the project's folder: a developer's own .env has no say here.
    cwd: env['DATA_DIR'],
    env: { PATH: process.env['PATH'] ?? '', ...env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
  });
  const stop = () => {
    child.kill('SIGTERM');
    return ended;
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    const failed = ended.then(() => {
      throw new Error(`it ended:\n${output}`);
    });
    await Promise.race([eventually(() => fetch(`${url}/health/live`), 30_000), failed]);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, output: () => output, stop };
}
