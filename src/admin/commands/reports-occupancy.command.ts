import { writeFile } from 'node:fs/promises';
import { Command, Option } from 'nest-commander';
import { occupancyChart } from '../../occupancy/occupancy-chart.js';
import { occupancyCsv } from '../../occupancy/occupancy-csv.js';
import { sumNights } from '../../occupancy/occupancy.rules.js';
import { OccupancyService, toOccupancyDto } from '../../occupancy/occupancy.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { CliError } from '../cli/cli-error.js';
import { parseNight, parseWholeNumber } from '../cli/option-values.js';
import { printJson, printLine, printTable, showMoney } from '../cli/output.js';
import { Services } from '../cli/services.js';

interface ReportsOccupancyOptions extends CommonOptions {
  readonly hotel: number;
  readonly from: string;
  readonly to: string;
  readonly csv?: boolean;
  readonly svg?: string;
}

@Command({
  name: 'reports:occupancy',
  description: 'Show how full a hotel is on each night and what that brings: a table, CSV, or a chart',
})
export class ReportsOccupancyCommand extends AdminCommand {
  protected readonly examples = [
    'reports:occupancy --hotel 1 --from 2027-03-01 --to 2027-04-01',
    'reports:occupancy --hotel 1 --from 2027-03-01 --to 2027-04-01 --csv > march.csv',
    'reports:occupancy --hotel 1 --from 2027-03-01 --to 2027-04-01 --svg march.svg',
  ];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--hotel <id>', description: 'the hotel', required: true })
  parseHotel(text: string): number {
    return parseWholeNumber(text);
  }

  @Option({ flags: '--from <night>', description: 'the first night', required: true })
  parseFrom(text: string): string {
    return parseNight(text);
  }

  @Option({
    flags: '--to <day>',
    description: 'the day after the last night; at most 366 nights',
    required: true,
  })
  parseTo(text: string): string {
    return parseNight(text);
  }

  @Option({ flags: '--csv', description: 'print CSV and nothing else' })
  parseCsv(): boolean {
    return true;
  }

  @Option({ flags: '--svg <file>', description: 'write a chart into this file' })
  parseSvg(text: string): string {
    return text;
  }

  override async run(_parameters: string[], options: ReportsOccupancyOptions): Promise<void> {
    const { hotel, from: startDate, to: endDate, csv, svg, json } = options;
    if (csv === true && json === true) throw new CliError('--csv and --json do not go together.');
    const nights = await this.services.use((services) =>
      services.get(OccupancyService).report([hotel], { startDate, endDate }),
    );
    const { code = '', currency = 'EUR' } = nights[0] ?? {};
    const show = (amount: number | null) => (amount === null ? '' : showMoney({ amount, currency }));
    if (svg !== undefined) {
      const title = `${code}, ${startDate} to ${endDate}`;
      await writeFile(svg, occupancyChart(nights, { title, formatMoney: show }));
    }
    if (csv === true) return void process.stdout.write(occupancyCsv(nights));
    if (json === true) return printJson({ data: nights.map(toOccupancyDto) });
    if (svg !== undefined) return printLine(`The chart is in ${svg}.`);
    const total = sumNights(nights);
    printTable(
      ['date', 'rooms', 'sold', '%', 'revenue', 'per room sold', 'per room', 'kept of canceled'],
      [...nights, { ...total, date: 'together' }].map((night) => [
        night.date,
        night.rooms ?? '',
        night.sold,
        night.occupancyPercent ?? '',
        show(night.revenueMinor),
        show(night.averageRateMinor),
        show(night.revenuePerRoomMinor),
        show(night.keptMinor),
      ]),
    );
  }
}
