import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../audit/actor.js';
import { writeAudit } from '../../../audit/write-audit.js';
import { AppConfig } from '../../../config/app-config.js';
import { PrismaService } from '../../../database/prisma.service.js';
import { invalidField } from '../../../errors/invalid-request.js';
import { PictureTransfer } from '../../../media/picture-transfer.js';
import { importCatalogue, importFiles, type ImportOptions } from '../../import/import-catalogue.js';
import { lasting, takingBack } from '../../import/import-database.js';
import { asOnlyImport, type AssertAlone } from '../../import/import-lock.js';
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

/**
 * Loads CSV files into the catalogue, from a folder or as they were sent. One at a time in all processes, dry runs among them:
 * what those touch is locked until they are over, in the order of their files.
 */
@Injectable()
export class CatalogueImportService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly config: AppConfig,
    private readonly pictures: PictureTransfer,
  ) {}

  /** Loads the files of a folder. Errors: `busy` while another import is under way, `import_folder_not_found`. */
  importFolder(folder: string, command: ImportCommand, actor: Actor): Promise<ImportReport> {
    return asOnlyImport(this.config.databaseUrl, (assertAlone) =>
      this.load(folder, command, { actor, assertAlone }),
    );
  }

  /** Loads files that were sent. Errors: `busy` while another import is under way, 400 for files an import does not read. */
  async importSent(files: readonly SentFile[], command: ImportCommand, actor: Actor): Promise<ImportReport> {
    assertFiles(files);
    return asOnlyImport(this.config.databaseUrl, async (assertAlone) => {
      const folder = await mkdtemp(path.join(tmpdir(), 'holdfast-import-'));
      try {
        for (const { name, bytes } of files) await writeFile(path.join(folder, name), bytes);
        return await this.load(folder, command, { actor, assertAlone });
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    });
  }

  private async load(
    folder: string,
    { dryRun = false, ...command }: ImportCommand,
    { actor, assertAlone }: { actor: Actor; assertAlone: AssertAlone },
  ): Promise<ImportReport> {
    const options: ImportOptions = { ...command, folder, horizonDays: this.config.bookingHorizonDays };
    if (dryRun) {
      const pictures: PictureSink = (_scope, wanted) => this.pictures.check(wanted);
      return takingBack(this.prisma, assertAlone, (db) => importCatalogue(db, { ...options, pictures }));
    }
    const pictures: PictureSink = (scope, wanted) => this.pictures.bring(scope, wanted, actor);
    const report = await importCatalogue(lasting(this.prisma, assertAlone), { ...options, pictures });
    const { counts, problemCount } = report;
    // An import is many transactions, each whole; the entry tells what they came to.
    const after = { ...counts, problemCount };
    await writeAudit(this.prisma, actor, { action: 'imported', kind: 'catalogue', id: 'import', after });
    return report;
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
