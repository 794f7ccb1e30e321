import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { csvLine, type Cell } from './csv-text.js';
import type { ExportFile } from './export-file.js';

interface OpenFile {
  readonly stream: WriteStream;
  lines: number;
}

/**
 * CSV files of a folder that are written side by side. They have their names when all of them are complete: what was there
 * before stays until then.
 */
export class CsvFolder {
  private readonly files = new Map<string, OpenFile>();

  private constructor(private readonly folder: string) {}

  /** Makes the folder if need be, and begins the files. */
  static async open(
    folder: string,
    files: readonly Pick<ExportFile, 'name' | 'columns'>[],
  ): Promise<CsvFolder> {
    await mkdir(folder, { recursive: true });
    const opened = new CsvFolder(folder);
    for (const { name, columns } of files) {
      const stream = createWriteStream(opened.partOf(name));
      // What goes wrong is thrown by whoever writes or ends the file.
      stream.on('error', () => {});
      stream.write(`${columns}\n`);
      opened.files.set(name, { stream, lines: 0 });
    }
    return opened;
  }

  /** Waits while the disk is behind. */
  async write(name: string, lines: readonly (readonly Cell[])[]): Promise<void> {
    const file = this.files.get(name);
    if (file === undefined) throw new Error(`${name} is not among the files of this export`);
    for (const cells of lines) {
      file.lines += 1;
      if (file.stream.errored !== null) throw file.stream.errored;
      if (file.stream.write(csvLine(cells))) continue;
      await new Promise<void>((resolve, reject) => {
        const { stream } = file;
        const settle = (error?: Error): void => {
          stream.off('drain', settle).off('error', settle);
          if (error === undefined) resolve();
          else reject(error);
        };
        stream.on('drain', settle).on('error', settle);
      });
    }
  }

  /** Writes a file of another kind into a folder beside them. The same name is the same content. */
  async writeBeside(folder: string, name: string, bytes: Buffer): Promise<void> {
    await mkdir(path.join(this.folder, folder), { recursive: true });
    const part = path.join(this.folder, folder, `${name}.part`);
    await writeFile(part, bytes);
    await rename(part, path.join(this.folder, folder, name));
  }

  /** Ends every file and gives it its name. Returns how many lines each has. */
  async complete(): Promise<Record<string, number>> {
    for (const { stream } of this.files.values()) stream.end();
    for (const { stream } of this.files.values()) await finished(stream);
    for (const name of this.files.keys()) await rename(this.partOf(name), path.join(this.folder, name));
    return Object.fromEntries([...this.files].map(([name, { lines }]) => [name, lines]));
  }

  /** Takes away what was begun. */
  async abandon(): Promise<void> {
    for (const [name, { stream }] of this.files) {
      stream.destroy();
      // A file that is being opened at this moment would be there again.
      await finished(stream).catch(() => {});
      await rm(this.partOf(name), { force: true });
    }
  }

  private partOf(name: string): string {
    return path.join(this.folder, `${name}.part`);
  }
}
