import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, statSync } from 'node:fs';
import path from 'node:path';

/** How to run a PostgreSQL program, which refuses to run as root. */
export interface ServerUser {
  /** Turns a program and its arguments into what must be spawned. */
  command(program: string, args: readonly string[]): SpawnPlan;
  /** Gives a file or folder to the user the programs run as. */
  own(file: string): void;
}

export interface SpawnPlan {
  file: string;
  args: string[];
  uid?: number;
  gid?: number;
}

/** PostgreSQL cannot be run here; the message tells the user what to change. */
export class ServerUserError extends Error {
  override readonly name = 'ServerUserError';
}

/**
 * Decides as whom the server runs. An ordinary user runs it directly. Root runs it as the user `postgres`, which is
 * created when missing.
 *
 * A clone below a folder only root may enter (`mktemp -d` makes such folders) hides both the programs and the data
 * from that user. Copying either elsewhere would leave a database outside `DATA_DIR`, and opening the folder would
 * change what is not ours, so the server is given the one capability that lets it pass through (`setpriv`).
 *
 * @param programs folder of the programs.
 * @param dataFolder where the data is or will be.
 * @throws ServerUserError when there is no way, with the ways out.
 */
export function serverUser(programs: string, dataFolder: string): ServerUser {
  if (process.getuid?.() !== 0) {
    return { command: (file, args) => ({ file, args: [...args] }), own: () => {} };
  }
  const { uid, gid } = postgresUser();
  const own = (file: string) => chownSync(file, uid, gid);
  const hidden = [path.join(programs, 'postgres'), dataFolder].find((file) => !canReach(file, uid, gid));
  if (hidden === undefined) {
    return { command: (file, args) => ({ file, args: [...args], uid, gid }), own };
  }
  for (const capability of ['dac_read_search', 'dac_override']) {
    const prefix = [
      `--reuid=${uid}`,
      `--regid=${gid}`,
      '--clear-groups',
      `--inh-caps=+${capability}`,
      `--ambient-caps=+${capability}`,
      // PostgreSQL asks access(2) for its programs, which otherwise forgets the capabilities of an ordinary user.
      '--securebits=+no_setuid_fixup',
      '--',
    ];
    const probe = spawnSync(
      'setpriv',
      [...prefix, path.join(programs, 'initdb'), '--show', `--pgdata=${dataFolder}.probe`],
      { cwd: '/', stdio: 'ignore' },
    );
    if (probe.status === 0) {
      return { command: (file, args) => ({ file: 'setpriv', args: [...prefix, file, ...args] }), own };
    }
  }
  throw new ServerUserError(
    `PostgreSQL does not run as root, and the user "postgres" cannot reach ${hidden}. Run Holdfast as an ordinary ` +
      'user, move it out of folders that only root may enter, or set DATABASE_URL to a PostgreSQL that runs already.',
  );
}

function postgresUser(): { uid: number; gid: number } {
  return findUser('postgres') ?? createUser('postgres');
}

function findUser(name: string): { uid: number; gid: number } | undefined {
  const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }));
  if (uid?.status !== 0 || gid?.status !== 0) return undefined;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

function createUser(name: string): { uid: number; gid: number } {
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', name]);
  } catch (error) {
    const created = findUser(name);
    if (created !== undefined) return created;
    throw new ServerUserError(
      `PostgreSQL does not run as root, and the user "${name}" it should run as could not be created. ` +
        'Run Holdfast as an ordinary user, or set DATABASE_URL to a PostgreSQL that runs already.',
      { cause: error },
    );
  }
  const user = findUser(name);
  if (user === undefined) throw new ServerUserError(`The user "${name}" was created but cannot be found.`);
  return user;
}

/** Whether every folder on the way to `file` may be entered by that user. */
function canReach(file: string, uid: number, gid: number): boolean {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const { mode, uid: owner, gid: group } = statSync(folder);
    const enter = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001;
    if ((mode & enter) === 0) return false;
    if (folder === path.dirname(folder)) return true;
  }
}
