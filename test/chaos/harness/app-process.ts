import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

export interface ProcessOptions {
  /** How it is called in the log of faults: `api-1`, `worker-2`, `sandbox`. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** Answers 200 when the process can be used; without one it can as soon as it runs. */
  readonly readyUrl?: string;
}

/** A child process that can be killed, frozen, drained and started again. */
export class AppProcess {
  private child: ChildProcess | undefined;
  private ended: Promise<void> = Promise.resolve();
  private paused = false;
  starts = 0;
  /** Orderly stops that did not end with code 0. */
  readonly badExits: string[] = [];
  /** Ends that nobody asked for. */
  readonly unexpectedEnds: string[] = [];
  private endsWanted = false;

  constructor(readonly options: ProcessOptions) {}

  get name(): string {
    return this.options.name;
  }

  /** Undefined while it does not run. */
  get pid(): number | undefined {
    return this.child?.pid;
  }

  get isRunning(): boolean {
    return this.child !== undefined;
  }

  get isPaused(): boolean {
    return this.paused;
  }

  /** @param env on top of the usual environment, for this start only */
  start(env: Readonly<Record<string, string>> = {}): void {
    if (this.child !== undefined) throw new Error(`${this.name} runs already`);
    const { command, args, cwd, logFile, env: usual } = this.options;
    const log = openSync(logFile, 'a');
    const child = spawn(command, args, { cwd, env: { ...usual, ...env }, stdio: ['ignore', log, log] });
    closeSync(log);
    this.child = child;
    this.endsWanted = false;
    this.starts += 1;
    this.ended = new Promise((resolve) => {
      const end = () => {
        if (!this.endsWanted)
          this.unexpectedEnds.push(`exit ${child.exitCode ?? child.signalCode}, see ${logFile}`);
        this.child = undefined;
        this.paused = false;
        resolve();
      };
      child.once('exit', end);
      child.once('error', end);
    });
  }

  async untilReady(timeoutMs = 60_000): Promise<void> {
    const { readyUrl, name, logFile } = this.options;
    if (readyUrl === undefined) return;
    const deadline = performance.now() + timeoutMs;
    while (performance.now() < deadline) {
      if (this.child === undefined) throw new Error(`${name} ended; its log is ${logFile}`);
      if (await answers(readyUrl)) return;
      await delay(50);
    }
    throw new Error(`${name} was not ready after ${timeoutMs / 1_000} s; its log is ${logFile}`);
  }

  /** kill -9; a frozen process dies as well. */
  async kill(): Promise<void> {
    this.endsWanted = true;
    this.child?.kill('SIGKILL');
    await this.ended;
  }

  pause(): void {
    if (this.child?.kill('SIGSTOP') === true) this.paused = true;
  }

  resume(): void {
    this.child?.kill('SIGCONT');
    this.paused = false;
  }

  /** SIGTERM, and the end it leads to; after `timeoutMs` kill -9. Returns whether it ended by itself with code 0. */
  async stop(timeoutMs = 25_000): Promise<boolean> {
    const child = this.child;
    if (child === undefined) return true;
    this.resume();
    this.endsWanted = true;
    child.kill('SIGTERM');
    const inTime = await Promise.race([this.ended.then(() => true), delay(timeoutMs, false, { ref: false })]);
    if (!inTime) await this.kill();
    if (child.exitCode !== 0) {
      this.badExits.push(
        inTime ? `exit ${child.exitCode ?? child.signalCode}` : `still there after ${timeoutMs} ms`,
      );
    }
    return child.exitCode === 0;
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}
