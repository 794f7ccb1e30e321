import { Command, Option } from 'nest-commander';
import { TopHoldersService } from '../../holds/top-holders.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { parseWholeNumber } from '../cli/option-values.js';
import { printJson, printTable } from '../cli/output.js';
import { Services } from '../cli/services.js';

interface HoldsTopOptions extends CommonOptions {
  readonly limit?: number;
}

const defaultLimit = 20;
const maxLimit = 100;

@Command({ name: 'holds:top', description: 'List the guests whose live holds keep most from others' })
export class HoldsTopCommand extends AdminCommand {
  protected readonly examples = ['holds:top', 'holds:top --limit 5 --json'];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--limit <n>', description: `most to list (default: ${defaultLimit})` })
  parseLimit(text: string): number {
    return parseWholeNumber(text, { max: maxLimit });
  }

  override async run(_parameters: string[], { limit = defaultLimit, json }: HoldsTopOptions): Promise<void> {
    const { data } = await this.services.use((services) => services.get(TopHoldersService).list(limit));
    if (json === true) return printJson({ data });
    printTable(
      [
        'guest',
        'holds',
        'rooms × nights, seats',
        'hotels, flights',
        'since',
        'until',
        'taken in 24 h',
        'kept',
      ],
      data.map((holder) => [
        holder.guestId,
        holder.holds,
        holder.units,
        holder.listings,
        holder.firstTakenAt,
        holder.lastEndsAt,
        holder.takenLastDay,
        holder.keptLastDay,
      ]),
    );
  }
}
