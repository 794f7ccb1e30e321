import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { launch } from './server-programs.js';
import type { ServerUser } from './server-user.js';

/**
 * Makes an empty database cluster with `superuser`. It is created beside its place and then renamed, so a start that was killed half way leaves nothing half made.
 */
export async function createData(options: {
  dataFolder: string;
  programs: string;
  user: ServerUser;
  superuser: string;
  password: string;
  /** Force everything to disk before it counts as created. */
  durable: boolean;
}): Promise<void> {
  const { dataFolder, programs, user, superuser, password } = options;
  const draft = `${dataFolder}.new`;
  const passwordFile = `${dataFolder}.initial-password`;
  const logFile = `${dataFolder}.initdb.log`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  user.own(draft);
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  user.own(passwordFile);
  try {
    const initdb = launch(
      user,
      path.join(programs, 'initdb'),
      [
        `--pgdata=${draft}`,
        `--username=${superuser}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        ...(options.durable ? [] : ['--no-sync']),
        '--no-instructions',
      ],
      logFile,
    );
    const code = await new Promise((resolve, reject) => {
      initdb.once('error', reject);
      initdb.once('exit', resolve);
    });
    if (code !== 0) {
      throw new Error(`The database could not be created:\n${readFileSync(logFile, 'utf8').trim()}`);
    }
    renameSync(draft, dataFolder);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(logFile, { force: true });
  }
}
