import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inBatches } from './batches.js';
import type { CsvRow } from './csv-file.js';
import type { SplitFile } from './import-steps.js';
import type { RowSource } from './row-source.js';

/** What is kept in memory before it is written. */
const maxPendingCharacters = 8_000_000;

/**
 * The lines of files in parts that have nothing to do with each other, as many as are loaded together: a catalogue is too many
 * for the memory, and reading each file again for each part would take a day. They are in a temporary folder until `remove`.
 */
export class SplitRows {
  /** By key, in the order in which they were met. */
  private readonly places = new Map<string, number>();
  private readonly pending = new Map<string, string[]>();
  private readonly written = new Set<string>();
  private readonly cut = new Set<string>();
  private pendingCharacters = 0;

  private constructor(
    private readonly folder: string,
    private readonly keysPerPart: number,
  ) {}

  /**
   * Reads the files that are there, each once; lines of `keysPerPart` keys are a part. What cannot be read is reported here.
   *
   * @param temporary the folder for temporary files
   */
  static async split(
    source: RowSource,
    files: readonly SplitFile[],
    { keysPerPart, temporary = tmpdir() }: { keysPerPart: number; temporary?: string },
  ): Promise<SplitRows> {
    const rows = new SplitRows(await mkdtemp(path.join(temporary, 'holdfast-parts-')), keysPerPart);
    try {
      for (const file of files) if (await source.has(file.file)) await rows.take(source, file);
      await rows.flush();
    } catch (error) {
      await rows.remove();
      throw error;
    }
    return rows;
  }

  /** How many keys there are. */
  get size(): number {
    return this.places.size;
  }

  /** The keys of each part. */
  parts(): string[][] {
    return [...inBatches([...this.places.keys()], this.keysPerPart)];
  }

  /** One part of all files, from 0. */
  part(part: number): RowSource {
    const nameOf = (file: string): string => this.nameOf(part, file);
    return {
      has: (file) => Promise.resolve(this.written.has(nameOf(file))),
      read: (file) => this.read(nameOf(file)),
      isCut: (file) => this.cut.has(file),
    };
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  private async take(source: RowSource, { file, columns, keyOf }: SplitFile): Promise<void> {
    for await (const row of source.read(file, columns)) {
      const key = keyOf(row.fields);
      const place = this.places.get(key) ?? this.places.size;
      this.places.set(key, place);
      await this.write(this.nameOf(Math.floor(place / this.keysPerPart), file), row);
    }
    if (source.isCut(file)) this.cut.add(file);
  }

  private async write(name: string, row: CsvRow): Promise<void> {
    const text = `${JSON.stringify(row)}\n`;
    const known = this.pending.get(name);
    if (known === undefined) this.pending.set(name, [text]);
    else known.push(text);
    this.pendingCharacters += text.length;
    if (this.pendingCharacters >= maxPendingCharacters) await this.flush();
  }

  private async flush(): Promise<void> {
    for (const [name, texts] of this.pending) {
      await appendFile(path.join(this.folder, name), texts.join(''));
      this.written.add(name);
    }
    this.pending.clear();
    this.pendingCharacters = 0;
  }

  private async *read(name: string): AsyncGenerator<CsvRow> {
    if (!this.written.has(name)) return;
    const text = await readFile(path.join(this.folder, name), 'utf8');
    for (const line of text.split('\n')) if (line !== '') yield JSON.parse(line) as CsvRow;
  }

  private nameOf(part: number, file: string): string {
    return `${part}-${file}`;
  }
}
