import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { projectFolder } from '../../src/config/project-folder.js';

/**
 * Work done in a process of its own, so that it takes the place of clients and not of the event loop that measures. The
 * file exports `run(options: Options): Promise<Result>`; both cross as a structured clone, so that NaN (no figure) stays NaN.
 */
export interface LoadTask<Options, Result> {
  /** Below `bench/`, e.g. `load/closed-loop.ts`. */
  readonly file: string;
  readonly types?: (options: Options) => Result;
}

export interface LoadAnswer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: string;
}

/** A child process that carries out load tasks, several at a time if asked to. It stays warm from round to round. */
export class LoadProcess {
  private nextId = 1;
  private readonly waiting = new Map<
    number,
    { resolve: (result: never) => void; reject: (error: Error) => void }
  >();
  private isEnding = false;

  private constructor(private readonly child: ChildProcess) {
    child.on('message', (message: LoadAnswer) => this.settle(message));
    child.once('exit', (code, signal) => {
      for (const { reject } of this.waiting.values()) {
        reject(new Error(`the load generator ended (${signal ?? code})`));
      }
      this.waiting.clear();
    });
  }

  /** @param env on top of this process's, e.g. a preloaded module */
  static start(env: Readonly<Record<string, string>> = {}): LoadProcess {
    const entry = path.join(projectFolder(), 'bench', 'load', 'load-child.mjs');
    // Its own process group: on Ctrl-C it is stopped in its turn.
    const child = fork(entry, [], {
      env: { ...process.env, ...env },
      detached: true,
      serialization: 'advanced',
    });
    return new LoadProcess(child);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  call<Options, Result>(task: LoadTask<Options, Result>, options: Options): Promise<Result> {
    const id = this.nextId;
    this.nextId += 1;
    return new Promise<Result>((resolve, reject) => {
      if (this.isEnding || !this.child.connected) {
        reject(new Error('the load generator has ended'));
        return;
      }
      this.waiting.set(id, { resolve, reject });
      this.child.send({ id, file: task.file, options });
    });
  }

  async stop(): Promise<void> {
    if (this.isEnding) return;
    this.isEnding = true;
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
  }

  private settle({ id, result, error }: LoadAnswer): void {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    if (error === undefined) waiting?.resolve(result as never);
    else waiting?.reject(new Error(error));
  }
}
