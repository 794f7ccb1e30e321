import { existsSync } from 'node:fs';
import path from 'node:path';
import { Command, Option } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { CatalogueImportService } from '../../catalog/admin/import/catalogue-import.service.js';
import type { ImportReport } from '../../catalog/import/import-report.js';
import { pricingRuleFile } from '../../catalog/import/pricing-rule.import.js';
import { roomTypeFile } from '../../catalog/import/room-type.import.js';
import { roomFile } from '../../catalog/import/room.import.js';
import { confirm } from '../cli/confirm.js';
import { DestructiveCommand, type DestructiveOptions } from '../cli/destructive-command.js';
import { openImportFolder } from '../cli/import-folder.js';
import { parseNight, parseWholeNumber } from '../cli/option-values.js';
import { printFields, printHeading, printJson, printLine, printTable } from '../cli/output.js';
import { Progress } from '../cli/progress.js';
import { Services } from '../cli/services.js';

interface ImportCommandOptions extends DestructiveOptions {
  readonly from?: string;
  readonly days?: number;
  readonly limit?: number;
  readonly dryRun?: boolean;
}

/** Files that say all there is of something, so that what they leave out goes. */
const removingFiles = [roomTypeFile, roomFile, pricingRuleFile];
/** Lines shown of those that could not be loaded; `--json` has up to a thousand. */
const maxShownProblems = 30;

@Command({
  name: 'catalog:import',
  arguments: '<paths...>',
  argsDescription: { paths: 'one folder, or CSV files by their usual names (see below)' },
  description: 'Load hotels and flights from CSV files; loading them again changes nothing',
})
export class CatalogImportCommand extends DestructiveCommand {
  protected readonly examples = [
    'catalog:import data/sample',
    'catalog:import data/sample --dry-run',
    'catalog:import backup --yes',
    'catalog:import hotels.csv room_types.csv rates.csv',
    'catalog:import airports.csv airlines.csv equipment.csv aircraft-seats.csv routes.csv --days 7 --limit 500',
  ];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--from <date>', description: 'first date flights are made for (default: tomorrow)' })
  parseFrom(text: string): string {
    return parseNight(text);
  }

  @Option({ flags: '--days <n>', description: 'how many days flights are made for (default: 45)' })
  parseDays(text: string): number {
    return parseWholeNumber(text, { max: 730 });
  }

  @Option({ flags: '--limit <n>', description: 'most flights to make (default: all)' })
  parseLimit(text: string): number {
    return parseWholeNumber(text);
  }

  @Option({ flags: '--dry-run', description: 'report what would be loaded and left out, and load nothing' })
  parseDryRun(): boolean {
    return true;
  }

  override async run(paths: string[], options: ImportCommandOptions): Promise<void> {
    const isQuiet = options.json === true;
    const { folder, remove } = openImportFolder(paths);
    const progress = new Progress({ isQuiet });
    try {
      const report = await this.services.use(async (services) => {
        const imports = services.get(CatalogueImportService);
        if (options.dryRun !== true && options.yes !== true) await askBefore(imports, folder, progress);
        return imports.importFolder(
          folder,
          {
            dryRun: options.dryRun,
            flightStartDate: options.from,
            flightDays: options.days,
            flightLimit: options.limit,
            onProgress: ({ name, done, total }) => progress.update(`Loading ${name}`, done, total),
          },
          commandLineActor(),
        );
      });
      progress.stop();
      if (isLost(report)) process.exitCode = 1;
      if (isQuiet) printJson(report);
      else printReport(report, options.dryRun === true);
    } finally {
      progress.stop();
      remove();
    }
  }
}

/** Asks when the import would take something away, which it finds out by trying. Throws `CliError` for any answer but "yes". */
async function askBefore(imports: CatalogueImportService, folder: string, progress: Progress): Promise<void> {
  if (!removingFiles.some((file) => existsSync(path.join(folder, file)))) return;
  const { rooms, pricingRules } = await imports.countRemovals(folder, {
    onProgress: ({ name, done, total }) => progress.update(`Looking at ${name}`, done, total),
  });
  progress.stop();
  const what = [
    ...(rooms > 0 ? [`${rooms} room(s)`] : []),
    ...(pricingRules > 0 ? [`${pricingRules} pricing rule(s)`] : []),
  ];
  if (what.length === 0) return;
  await confirm(`The import removes ${what.join(' and ')} that the files do not have. Go on?`, {});
}

/** Lines were refused and none was loaded: the files are not what they should be. */
function isLost({ counts, problemCount }: ImportReport): boolean {
  return problemCount > 0 && Object.values(counts).every((count) => count === 0);
}

function printReport({ counts, problems, problemCount }: ImportReport, isTrial: boolean): void {
  printHeading(isTrial ? 'Would be loaded' : 'Loaded');
  printFields(
    Object.fromEntries(
      Object.entries(counts).map(([name, count]) => [
        name.replaceAll(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`),
        count,
      ]),
    ),
  );
  if (problemCount === 0) return;
  printHeading('Left out');
  printTable(
    ['file', 'line', 'column', 'why'],
    problems.slice(0, maxShownProblems).map(({ file, line, column, reason }) => [file, line, column, reason]),
  );
  if (problemCount > maxShownProblems) printLine(`… and ${problemCount - maxShownProblems} more line(s).`);
}
