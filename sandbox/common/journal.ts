import { mkdir, open, readdir, rename, rm, type FileHandle } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

interface Waiter {
  resolve: () => void;
  reject: (error: unknown) => void;
}

const fileName = (kind: 'snapshot' | 'journal', generation: number) =>
  `${kind}-${String(generation).padStart(8, '0')}.jsonl`;

function generationOf(name: string, kind: 'snapshot' | 'journal'): number | undefined {
  const match = /^(snapshot|journal)-(\d{8})\.jsonl$/.exec(name);
  return match?.[1] === kind ? Number(match[2]) : undefined;
}

/**
 * Append-only lines on disk. `append` resolves once the lines are in the operating system's page cache: they then survive
 * `kill -9` of this process (not a power cut, which a sandbox need not). Lines of all requests that arrive during one write
 * go out with the next, so the disk is asked once for many requests.
 *
 * A generation is a snapshot of everything and the journal of what came after. The snapshot may be taken while changes go
 * on, because a line holds a whole object: reading it twice, or a newer state first, ends in the same place.
 */
export class Journal {
  private pending = '';
  private waiters: Waiter[] = [];
  private writing: Promise<void> | undefined;
  private compacting: Promise<void> | undefined;
  private bytes = 0;
  private snapshotBytes = 0;

  private constructor(
    private readonly folder: string,
    private file: FileHandle | undefined,
    private generation: number,
  ) {}

  /** Opens the folder and hands every line kept there to `restore`, oldest first. A torn last line is left out. */
  static async open(folder: string, restore: (line: string) => void): Promise<Journal> {
    await mkdir(folder, { recursive: true });
    const names = await readdir(folder);
    const snapshots = names.flatMap((name) => generationOf(name, 'snapshot') ?? []);
    const first = snapshots.length > 0 ? Math.max(...snapshots) : 0;
    const journals = names
      .flatMap((name) => generationOf(name, 'journal') ?? [])
      .filter((generation) => generation >= first)
      .toSorted((left, right) => left - right);
    const files = journals.map((generation) => fileName('journal', generation));
    if (snapshots.length > 0) files.unshift(fileName('snapshot', first));
    for (const name of files) {
      const lines = createInterface({ input: createReadStream(join(folder, name)), crlfDelay: Infinity });
      for await (const line of lines) if (line !== '') restore(line);
    }
    return new Journal(folder, undefined, Math.max(first, ...journals));
  }

  /** Whether lines are on their way to the disk. */
  get isWriting(): boolean {
    return this.writing !== undefined;
  }

  /** Whether the journal has outgrown what it describes. */
  isLargerThan(allowance: number): boolean {
    return this.compacting === undefined && this.bytes > allowance + 2 * this.snapshotBytes;
  }

  async append(lines: string): Promise<void> {
    if (!this.file) throw new Error('The journal is closed.');
    this.pending += lines;
    this.bytes += lines.length;
    await new Promise<void>((resolve, reject) => {
      this.waiters.push({ resolve, reject });
      this.writing ??= this.drain();
    });
  }

  /** Starts a new generation: later lines go to its journal, `snapshot` is written beside it, then the old one is removed. */
  async compact(snapshot: () => Iterable<string>): Promise<void> {
    // One at a time; a snapshot begun before this call may lack what the caller has just changed.
    while (this.compacting) await this.compacting.catch(() => undefined);
    this.compacting = this.writeGeneration(snapshot);
    try {
      await this.compacting;
    } finally {
      this.compacting = undefined;
    }
  }

  async close(): Promise<void> {
    await this.compacting?.catch(() => undefined);
    await this.writing;
    await this.file?.close();
    this.file = undefined;
  }

  private async drain(): Promise<void> {
    while (this.waiters.length > 0) {
      const lines = this.pending;
      const waiters = this.waiters;
      this.pending = '';
      this.waiters = [];
      try {
        await this.file?.appendFile(lines);
        for (const waiter of waiters) waiter.resolve();
      } catch (error) {
        for (const waiter of waiters) waiter.reject(error);
      }
    }
    this.writing = undefined;
  }

  private async writeGeneration(snapshot: () => Iterable<string>): Promise<void> {
    const next = this.generation + 1;
    const journal = await open(join(this.folder, fileName('journal', next)), 'a');
    // From here on lines go to the new file. Closing the old one waits for a write under way.
    const old = this.file;
    this.file = journal;
    this.generation = next;
    this.bytes = 0;
    await old?.close();

    const temporary = join(this.folder, `${fileName('snapshot', next)}.tmp`);
    const output = await open(temporary, 'w');
    this.snapshotBytes = 0;
    let chunk = '';
    const flush = async () => {
      this.snapshotBytes += chunk.length;
      await output.appendFile(chunk);
      chunk = '';
    };
    for (const line of snapshot()) {
      chunk += line;
      if (chunk.length > 262_144) await flush();
    }
    await flush();
    await output.close();
    await rename(temporary, join(this.folder, fileName('snapshot', next)));
    await this.removeBefore(next);
  }

  private async removeBefore(generation: number): Promise<void> {
    for (const name of await readdir(this.folder)) {
      const old = generationOf(name, 'snapshot') ?? generationOf(name, 'journal');
      if (old !== undefined && old < generation) await rm(join(this.folder, name), { force: true });
    }
  }
}
