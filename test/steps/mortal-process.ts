import { spawn, type ChildProcess } from 'node:child_process';
import { on, once } from 'node:events';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { projectFolder } from '../../src/config/project-folder.js';

/** A place between two steps: the n-th time the process comes to the boundary of that name. */
export interface Boundary {
  readonly name: string;
  readonly occurrence: number;
}

export interface FailPoint extends Boundary {
  readonly moment: 'before' | 'after';
}

export interface MortalProcessOptions {
  /** Folder of the compiled product. */
  readonly sources: string;
  /** Port the API listens on. */
  readonly port: number;
  readonly env: Readonly<Record<string, string>>;
}

const startTimeoutMs = 120_000;

/** The real process, which starts again whenever its fail point has killed it. */
export class MortalProcess {
  readonly url: string;
  /** When it was killed, and when it was ready again; by the monotonic clock, milliseconds. */
  diedAt: number | undefined;
  /** Infinity while it starts: nobody's patience runs out meanwhile. */
  readyAt = Infinity;
  private child: ChildProcess | undefined;
  private starting: Promise<void> = Promise.resolve();
  private output = '';
  private expectsDeath = false;
  private isStopping = false;
  private readonly crossed: Boundary[] = [];

  constructor(private readonly options: MortalProcessOptions) {
    this.url = `http://127.0.0.1:${options.port}`;
  }

  /** Resolves once it answers; rejects when it does not start, or has ended by itself. */
  async whenReady(): Promise<void> {
    await this.starting;
  }

  start(): Promise<void> {
    this.readyAt = Infinity;
    this.starting = this.launch();
    // Whoever waits for it is told; nobody may be waiting at this moment.
    this.starting.catch(() => {});
    return this.starting;
  }

  /** From here on the boundaries it comes to are written down. */
  async record(): Promise<void> {
    this.crossed.length = 0;
    await this.order({ record: true });
  }

  /** What was written down since `record`. */
  recorded(): readonly Boundary[] {
    return this.crossed;
  }

  /** It is killed at this point, and started again. */
  async arm(point: FailPoint): Promise<void> {
    this.diedAt = undefined;
    this.expectsDeath = true;
    await this.order({ arm: point });
  }

  /** Takes the orders back; it lives on. It may die in this very moment, and is back then, too. */
  async disarm(): Promise<void> {
    await this.whenReady();
    try {
      await this.order({});
    } catch (error) {
      if (this.diedAt === undefined) throw error;
      await this.whenReady();
    }
    this.expectsDeath = false;
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    await this.starting.catch(() => {});
    const { child } = this;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  /** The end of what it has printed, for whoever has to find out what went wrong. */
  lastWords(): string {
    return this.output.slice(-4_000);
  }

  private async launch(): Promise<void> {
    const { sources, env } = this.options;
    const failPoints = pathToFileURL(path.join(projectFolder(), 'test/steps/fail-points.mjs')).href;
    const child = spawn(process.execPath, ['--import', failPoints, path.join(sources, 'src/main.js')], {
      cwd: sources,
      env: { PATH: process.env['PATH'] ?? '', ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.child = child;
    const keep = (text: string) => (this.output = (this.output + text).slice(-20_000));
    child.stdout?.setEncoding('utf8').on('data', keep);
    child.stderr?.setEncoding('utf8').on('data', keep);
    child.on('message', (message) => {
      if (typeof message === 'object') this.crossed.push(message as Boundary);
    });
    child.once('exit', () => this.onExit());
    try {
      await this.awaitReady(child);
    } finally {
      this.readyAt = performance.now();
    }
  }

  private onExit(): void {
    if (this.isStopping || !this.expectsDeath) return;
    this.expectsDeath = false;
    this.diedAt = performance.now();
    void this.start().catch(() => {});
  }

  private async awaitReady(child: ChildProcess): Promise<void> {
    const deadline = performance.now() + startTimeoutMs;
    for (;;) {
      if (child.exitCode !== null || child.signalCode !== null) {
        throw new Error(`the process ended while it started: ${this.lastWords()}`);
      }
      const answer = await fetch(`${this.url}/health/ready`).catch(() => undefined);
      await answer?.body?.cancel();
      if (answer?.ok === true) return;
      if (performance.now() > deadline) throw new Error(`not ready in time: ${this.lastWords()}`);
      await delay(20);
    }
  }

  private async order(order: object): Promise<void> {
    const { child } = this;
    if (child === undefined) throw new Error('the process was never started');
    child.send(order);
    for await (const [message] of on(child, 'message', { close: ['exit'] })) if (message === 'done') return;
    throw new Error(`the process has ended: ${this.lastWords()}`);
  }
}
