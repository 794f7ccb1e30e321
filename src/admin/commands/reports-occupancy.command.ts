import { writeFile } from 'node:fs/promises';
import { Command, Option } from 'nest-commander';
import { occupancyChart } from '../../occupancy/occupancy-chart.js';
import { occupancyCsv } from '../../occupancy/occupancy-csv.js';
import { maxReportHotels } from '../../occupancy/occupancy.dto.js';
import { sumNights, type NightFigures } from '../../occupancy/occupancy.rules.js';
import { OccupancyService, toOccupancyDto } from '../../occupancy/occupancy.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { CliError } from '../cli/cli-error.js';
import { parseIds, parseNight } from '../cli/option-values.js';
import { printHeading, printJson, printLine, printTable, showMoney } from '../cli/output.js';
import { Services } from '../cli/services.js';

interface ReportsOccupancyOptions extends CommonOptions {
  readonly hotel: readonly number[];
  readonly from: string;
  readonly to: string;
  readonly csv?: boolean;
  readonly svg?: string;
}

@Command({
  name: 'reports:occupancy',
  description: 'Show how full hotels are on each night and what that brings: a table, CSV, or a chart',
})
export class ReportsOccupancyCommand extends AdminCommand {
  protected readonly examples = [
    'reports:occupancy --hotel 1 --from 2027-03-01 --to 2027-04-01',
    'reports:occupancy --hotel 1,2,5 --from 2027-03-01 --to 2027-04-01 --csv > march.csv',
    'reports:occupancy --hotel 1 --from 2027-03-01 --to 2027-04-01 --svg march.svg',
  ];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({
    flags: '--hotel <ids>',
    description: `the hotel, or up to ${maxReportHotels} of them such as 1,2,5`,
    required: true,
  })
  parseHotel(text: string): number[] {
    return parseIds(text, { most: maxReportHotels });
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

  @Option({ flags: '--svg <file>', description: 'write a chart of the hotel into this file' })
  parseSvg(text: string): string {
    return text;
  }

  override async run(_parameters: string[], options: ReportsOccupancyOptions): Promise<void> {
    const { hotel: hotelIds, from: startDate, to: endDate, csv, svg, json } = options;
    if (csv === true && json === true) throw new CliError('--csv and --json do not go together.');
    if (svg !== undefined && hotelIds.length > 1) throw new CliError('--svg goes with one hotel.');
    const nights = await this.services.use((services) =>
      services.get(OccupancyService).report(hotelIds, { startDate, endDate }),
    );
    if (svg !== undefined) {
      const title = `${nights[0]?.code ?? ''}, ${startDate} to ${endDate}`;
      await writeFile(svg, occupancyChart(nights, { title, formatMoney: moneyOf(nights) }));
    }
    if (csv === true) return void process.stdout.write(occupancyCsv(nights));
    if (json === true) return printJson({ data: nights.map(toOccupancyDto) });
    if (svg !== undefined) return printLine(`The chart is in ${svg}.`);
    for (const hotelId of hotelIds) {
      const ofHotel = nights.filter((night) => night.hotelId === hotelId);
      if (hotelIds.length > 1) printHeading(`${ofHotel[0]?.code ?? ''} (hotel ${hotelId})`);
      printNights(ofHotel);
    }
  }
}

/** A line for each night of a hotel, and one for all of them. */
function printNights(nights: readonly NightFigures[]): void {
  const money = moneyOf(nights);
  const show = (amount: number | null) => (amount === null ? '' : money(amount));
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
  if (total.nightsWithRooms < total.nights) {
    printLine(
      `Rooms are known of ${total.nightsWithRooms} of ${total.nights} nights: together, % and revenue per room are of those.`,
    );
  }
}

/** Amounts in the currency of the hotel. */
function moneyOf([night]: readonly NightFigures[]): (amountMinor: number) => string {
  return (amount) => showMoney({ amount, currency: night?.currency ?? 'EUR' });
}
