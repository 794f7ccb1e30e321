import path from 'node:path';
import { projectFolder } from '../../src/config/project-folder.js';
import { freePort } from '../../src/database/free-port.js';
import { AppProcess } from '../../test/chaos/harness/app-process.js';
import { serverFlags } from '../world/server.js';

/** A running bare Nest application: `POST /empty` and `GET /empty` on `port`. */
export interface BareNest {
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

/** @param folder for its log */
export async function startBareNest(folder: string): Promise<BareNest> {
  const port = await freePort();
  const { PATH = '', HOME = '' } = globalThis.process.env;
  const process = new AppProcess({
    name: 'bare-nest',
    command: globalThis.process.execPath,
    args: [...serverFlags, path.join(projectFolder(), 'bench/baselines/bare-nest.mjs'), String(port)],
    cwd: folder,
    env: { PATH, HOME },
    logFile: path.join(folder, 'bare-nest.log'),
    readyUrl: `http://127.0.0.1:${port}/empty`,
  });
  process.start();
  try {
    await process.untilReady();
  } catch (error) {
    await process.kill();
    throw error;
  }
  return { port, pid: process.pid ?? 0, stop: async () => void (await process.stop()) };
}
