import { existsSync, readdirSync } from 'node:fs';
import { Command, Option } from 'nest-commander';
import { exportCatalogue } from '../../catalog/export/export-catalogue.js';
import { PrismaService } from '../../database/prisma.service.js';
import { PictureTransfer } from '../../media/picture-transfer.js';
import { CliError } from '../cli/cli-error.js';
import { confirm } from '../cli/confirm.js';
import { DestructiveCommand, type DestructiveOptions } from '../cli/destructive-command.js';
import { parseWholeNumber } from '../cli/option-values.js';
import { printFields, printHeading, printJson, printLine } from '../cli/output.js';
import { Progress } from '../cli/progress.js';
import { Services } from '../cli/services.js';

interface ExportCommandOptions extends DestructiveOptions {
  readonly hotel?: number;
  /** False with --no-pictures. */
  readonly pictures?: boolean;
}

@Command({
  name: 'catalog:export',
  arguments: '<folder>',
  description: 'Write the catalogue as CSV files that catalog:import reads, with its pictures',
})
export class CatalogExportCommand extends DestructiveCommand {
  protected readonly examples = [
    'catalog:export backup',
    'catalog:export backup --yes',
    'catalog:export hotel-1 --hotel 1 --no-pictures',
  ];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--hotel <id>', description: 'only this hotel' })
  parseHotel(text: string): number {
    return parseWholeNumber(text);
  }

  @Option({ flags: '--no-pictures', description: 'leave pictures out' })
  parsePictures(): boolean {
    return false;
  }

  override async run([folder = '']: string[], options: ExportCommandOptions): Promise<void> {
    const { yes, json, hotel: hotelId } = options;
    if (folder === '') throw new CliError('Name a folder.');
    if (existsSync(folder) && readdirSync(folder).length > 0) {
      await confirm(`${folder} is not empty: files of the same names are overwritten.`, { yes });
    }
    const progress = new Progress({ isQuiet: json === true });
    try {
      const report = await this.services.use(async (services) => {
        const prisma = services.get(PrismaService);
        const totals = {
          hotels: hotelId === undefined ? await prisma.hotel.count() : 1,
          flights: await prisma.flight.count(),
        };
        return exportCatalogue(prisma, {
          folder,
          hotelId,
          pictures: options.pictures === false ? undefined : services.get(PictureTransfer),
          onProgress: ({ name, done }) =>
            progress.update(`Writing ${name}`, done, Math.max(totals[name], done)),
        });
      });
      progress.stop();
      if (json === true) return printJson({ folder, ...report });
      printHeading(`Written to ${folder}`);
      printFields({ ...report.lines });
      if (report.lostPictures > 0) {
        printLine(
          `${report.lostPictures} picture(s) left out: their files are not in the store of pictures.`,
        );
      }
    } finally {
      progress.stop();
    }
  }
}
