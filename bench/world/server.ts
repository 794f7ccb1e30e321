import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from '../../src/config/project-folder.js';
import { freePort } from '../../src/database/free-port.js';
import { AppProcess } from '../../test/chaos/harness/app-process.js';

export interface ServerOptions {
  readonly role?: 'all' | 'api' | 'worker';
  /** Settings on top of ours. */
  readonly env?: Readonly<Record<string, string>>;
  /** Flags for Node itself, e.g. `--cpu-prof`. */
  readonly nodeFlags?: readonly string[];
}

export interface ServerPlace {
  readonly name: string;
  readonly folder: string;
  readonly databaseUrl: string;
  readonly jwtSecret: string;
}

/** What the server passes to `holds_take`, for the scripts that call it without a server. */
export const takeSettings = { ttlSeconds: 3_600, maxLivePerGuest: 100 };

/**
 * What differs from a fresh clone, and why. Everything else is as `npm start` has it, log lines for each request
 * included.
 */
const benchSettings = {
  SAMPLE_CATALOGUE: 'never',
  // A handful of addresses and a few thousand guests stand for many: counted as ever, refused never.
  RATE_LIMIT_GUEST: '10000000',
  RATE_LIMIT_GUEST_WRITES: '10000000',
  RATE_LIMIT_ADMIN: '10000000',
  MAX_ACTIVE_HOLDS_PER_GUEST: String(takeSettings.maxLivePerGuest),
  // Nothing ends while something else is measured; what the end of holds costs has a line of its own.
  HOLD_TTL_SECONDS: String(takeSettings.ttlSeconds),
  // What runs once in a while would fall into one round and not into its neighbour; and the benchmark's two months of
  // nights would be taken for a horizon that stood still, and opened for two years.
  RECONCILE_EVERY_MINUTES: '0',
  HORIZON_EVERY_MINUTES: '0',
};

/** With which `npm start` and the image run Node (docs/decisions/022-answers-die-young.md). */
export const serverFlags: readonly string[] = [
  '--min-semi-space-size=64',
  '--max-semi-space-size=64',
  '--no-allocation-site-pretenuring',
];

/** A process of the compiled product (`dist`), as an operator starts it. */
export class BenchServer {
  private constructor(
    readonly process: AppProcess,
    readonly port: number,
    /** Of its payment sandbox, when it runs one. */
    readonly sandboxPort: number,
  ) {}

  static async start(
    { name, folder, databaseUrl, jwtSecret }: ServerPlace,
    { role = 'all', env = {}, nodeFlags = [] }: ServerOptions,
  ): Promise<BenchServer> {
    const home = path.join(folder, name);
    mkdirSync(home, { recursive: true });
    const port = await freePort();
    const sandboxPort = await freePort();
    const { PATH = '', HOME = '' } = globalThis.process.env;
    const process = new AppProcess({
      name,
      command: globalThis.process.execPath,
      args: [...serverFlags, ...nodeFlags, path.join(projectFolder(), 'dist/src/main.js')],
      // An `.env` of whoever runs the benchmark is not read here.
      cwd: home,
      env: {
        PATH,
        HOME,
        ...benchSettings,
        ROLE: role,
        PORT: String(port),
        SANDBOX_STRIPE_PORT: String(sandboxPort),
        SANDBOX_DUFFEL_PORT: '0',
        DATABASE_URL: databaseUrl,
        DATA_DIR: path.join(home, 'data'),
        JWT_SECRET: jwtSecret,
        ...env,
      },
      logFile: path.join(folder, `${name}.log`),
      readyUrl: `http://127.0.0.1:${port}/health/live`,
    });
    process.start();
    try {
      await process.untilReady();
    } catch (error) {
      await process.kill();
      const log = readFileSync(path.join(folder, `${name}.log`), 'utf8').slice(-2_000);
      throw new Error(`${name} did not start:\n${log}`, { cause: error });
    }
    return new BenchServer(process, port, sandboxPort);
  }

  get name(): string {
    return this.process.name;
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** SIGTERM and the orderly end it leads to. */
  async stop(): Promise<void> {
    await this.process.stop();
  }
}
