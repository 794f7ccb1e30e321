import { existsSync, readdirSync } from 'node:fs';
import { Command } from 'nest-commander';
import { exportCatalogue } from '../../catalog/export/export-catalogue.js';
import { PrismaService } from '../../database/prisma.service.js';
import { CliError } from '../cli/cli-error.js';
import { confirm } from '../cli/confirm.js';
import { DestructiveCommand, type DestructiveOptions } from '../cli/destructive-command.js';
import { printFields, printHeading, printJson } from '../cli/output.js';
import { Progress } from '../cli/progress.js';
import { Services } from '../cli/services.js';

@Command({
  name: 'catalog:export',
  arguments: '<folder>',
  description: 'Write hotels, room types, rooms, rates and totals as CSV files that catalog:import reads',
})
export class CatalogExportCommand extends DestructiveCommand {
  protected readonly examples = ['catalog:export backup', 'catalog:export backup --yes'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run([folder = '']: string[], { yes, json }: DestructiveOptions): Promise<void> {
    if (folder === '') throw new CliError('Name a folder.');
    if (existsSync(folder) && readdirSync(folder).length > 0) {
      await confirm(`${folder} is not empty: files of the same names are overwritten.`, { yes });
    }
    const progress = new Progress({ isQuiet: json === true });
    try {
      const lines = await this.services.use(async (services) => {
        const prisma = services.get(PrismaService);
        const hotels = await prisma.hotel.count();
        return exportCatalogue(prisma, folder, (done) =>
          progress.update('Writing hotels', done, Math.max(hotels, done)),
        );
      });
      progress.stop();
      if (json === true) return printJson({ folder, lines });
      printHeading(`Written to ${folder}`);
      printFields({ ...lines });
    } finally {
      progress.stop();
    }
  }
}
