import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../audit/actor.js';
import { AppConfig } from '../../../config/app-config.js';
import { PrismaService } from '../../../database/prisma.service.js';
import { invalidField } from '../../../errors/invalid-request.js';
import { PictureTransfer, type WantedPicture } from '../../../media/picture-transfer.js';
import { importCatalogue, type ImportOptions } from '../../import/import-catalogue.js';
import { lasting } from '../../import/import-database.js';
import { asOnlyImport, type AssertAlone } from '../../import/import-lock.js';
import type { ImportReport } from '../../import/import-report.js';
import { importFiles } from '../../import/import-steps.js';
import { asRun } from '../../import/import-trail.js';
import type { PictureSink } from '../../import/picture.import.js';
import { tryCatalogue } from '../../import/try-catalogue.js';

/** A file that was sent: its name says what is in it. */
export interface SentFile {
  readonly name: string;
  readonly bytes: Buffer;
}

export interface ImportCommand extends Omit<ImportOptions, 'folder' | 'horizonDays' | 'pictures' | 'actor'> {
  /** Tells what would come of it, and takes it back. */
  readonly dryRun?: boolean | undefined;
}

/** What an import would take away. */
export interface Removals {
  readonly rooms: number;
  readonly pricingRules: number;
}

/**
 * Loads CSV files into the catalogue, from a folder or as they were sent. One at a time in all processes, dry runs among them:
 * those lock what they touch, in the order of their files.
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

  /**
   * What loading the files of a folder would take away: rooms and pricing rules that are not in them. Found by a dry run of what
   * is of hotels; nothing of flights is ever removed. Errors as `importFolder`.
   */
  async countRemovals(
    folder: string,
    { onProgress }: Pick<ImportCommand, 'onProgress'> = {},
  ): Promise<Removals> {
    const { counts } = await asOnlyImport(this.config.databaseUrl, (assertAlone) =>
      tryCatalogue(this.prisma, assertAlone, {
        folder,
        horizonDays: this.config.bookingHorizonDays,
        onProgress,
        onlyHotels: true,
      }),
    );
    return { rooms: counts.roomsRemoved ?? 0, pricingRules: counts.pricingRulesRemoved ?? 0 };
  }

  private load(
    folder: string,
    { dryRun = false, ...command }: ImportCommand,
    { actor, assertAlone }: { actor: Actor; assertAlone: AssertAlone },
  ): Promise<ImportReport> {
    const options = { ...command, folder, horizonDays: this.config.bookingHorizonDays };
    if (dryRun) {
      const checkPictures = (wanted: readonly WantedPicture[]) => this.pictures.check(wanted);
      return tryCatalogue(this.prisma, assertAlone, { ...options, checkPictures });
    }
    const by = asRun(actor);
    const pictures: PictureSink = (scope, wanted) => this.pictures.bring(scope, wanted, by);
    return importCatalogue(lasting(this.prisma, assertAlone), { ...options, pictures, actor: by });
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
