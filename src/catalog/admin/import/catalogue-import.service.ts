import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../audit/actor.js';
import { writeAudit } from '../../../audit/write-audit.js';
import { AppConfig } from '../../../config/app-config.js';
import { PrismaService } from '../../../database/prisma.service.js';
import { busy } from '../../../errors/busy.js';
import { invalidField } from '../../../errors/invalid-request.js';
import { PictureTransfer } from '../../../media/picture-transfer.js';
import { importCatalogue, importFiles, type ImportOptions } from '../../import/import-catalogue.js';
import { takingBack } from '../../import/import-database.js';
import type { ImportReport } from '../../import/import-report.js';
import type { PictureSink } from '../../import/picture.import.js';

/** A file that was sent: its name says what is in it. */
export interface SentFile {
  readonly name: string;
  readonly bytes: Buffer;
}

export interface ImportCommand extends Omit<ImportOptions, 'folder' | 'horizonDays' | 'pictures'> {
  /** Tells what would come of it, and takes it back. */
  readonly dryRun?: boolean | undefined;
}

/** Loads CSV files into the catalogue, from a folder or as they were sent. */
@Injectable()
export class CatalogueImportService {
  private isBusy = false;

  constructor(
    private readonly prisma: PrismaService,
    private readonly config: AppConfig,
    private readonly pictures: PictureTransfer,
  ) {}

  /** Loads the files of a folder. Error: `import_folder_not_found`. */
  async importFolder(
    folder: string,
    { dryRun = false, ...command }: ImportCommand,
    actor: Actor,
  ): Promise<ImportReport> {
    const options: ImportOptions = { ...command, folder, horizonDays: this.config.bookingHorizonDays };
    if (dryRun) {
      const pictures: PictureSink = (_scope, wanted) => this.pictures.check(wanted);
      return takingBack(this.prisma, (db) => importCatalogue(db, { ...options, pictures }));
    }
    const pictures: PictureSink = (scope, wanted) => this.pictures.bring(scope, wanted, actor);
    const report = await importCatalogue(this.prisma, { ...options, pictures });
    const { counts, problemCount } = report;
    // An import is many transactions, each whole; the entry tells what they came to.
    const after = { ...counts, problemCount };
    await writeAudit(this.prisma, actor, { action: 'imported', kind: 'catalogue', id: 'import', after });
    return report;
  }

  /** Loads files that were sent, one import at a time. Errors: `busy`, 400 for files an import does not read. */
  async importSent(files: readonly SentFile[], command: ImportCommand, actor: Actor): Promise<ImportReport> {
    assertFiles(files);
    if (this.isBusy) throw busy();
    this.isBusy = true;
    const folder = await mkdtemp(path.join(tmpdir(), 'holdfast-import-'));
    try {
      for (const { name, bytes } of files) await writeFile(path.join(folder, name), bytes);
      return await this.importFolder(folder, command, actor);
    } finally {
      this.isBusy = false;
      await rm(folder, { recursive: true, force: true });
    }
  }
}

/** A name that is one of the list is also no path out of the folder. */
function assertFiles(files: readonly SentFile[]): void {
  if (files.length === 0) throw invalidField('files', 'required', 'files must have at least one CSV file');
  const names = files.map(({ name }) => name);
  if (!names.every((name) => importFiles.includes(name))) {
    throw invalidField('files', 'unknown_file', `files are called ${importFiles.join(', ')}`);
  }
  if (new Set(names).size < names.length) throw invalidField('files', 'twice', 'files has a name twice');
}
