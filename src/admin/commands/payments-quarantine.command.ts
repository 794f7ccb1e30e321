import { Command, Option } from 'nest-commander';
import { QuarantinedService } from '../../payments/admin/quarantined.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { collectPages, defaultListLimit, parseListLimit } from '../cli/collect-pages.js';
import { parseChoice, parseUuid } from '../cli/option-values.js';
import { printJson, printLine, printTable, showMoney } from '../cli/output.js';
import { Services } from '../cli/services.js';

interface QuarantineOptions extends CommonOptions {
  readonly state?: 'open' | 'resolved';
  readonly reservation?: string;
  readonly limit?: number;
}

@Command({
  name: 'payments:quarantine',
  description: 'List what the provider said of other money than was asked for, open ones first',
})
export class PaymentsQuarantineCommand extends AdminCommand {
  protected readonly examples = ['payments:quarantine --state open', 'payments:quarantine --json'];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--state <state>', description: 'only those that are open, or resolved' })
  parseState(text: string): 'open' | 'resolved' {
    return parseChoice(text, ['open', 'resolved']);
  }

  @Option({ flags: '--reservation <id>', description: 'only those about this reservation' })
  parseReservation(text: string): string {
    return parseUuid(text);
  }

  @Option({ flags: '--limit <n>', description: `most to list (default: ${defaultListLimit})` })
  parseLimit(text: string): number {
    return parseListLimit(text);
  }

  override async run(_parameters: string[], options: QuarantineOptions): Promise<void> {
    const { state, reservation: reservationId, limit } = options;
    const { data, hasMore } = await this.services.use((services) => {
      const quarantined = services.get(QuarantinedService);
      return collectPages(limit, (page) =>
        quarantined.list({
          ...page,
          ...(state !== undefined && { state }),
          ...(reservationId !== undefined && { reservationId }),
        }),
      );
    });
    if (options.json === true) return printJson({ data, hasMore });
    printTable(
      ['message', 'received', 'reason', 'expected', 'told', 'at the provider', 'reservation', 'resolution'],
      data.map((message) => [
        message.messageId,
        message.receivedAt,
        message.reason,
        showMoney(message.expected),
        showMoney(message.told),
        message.providerObjectId,
        message.reservationId,
        message.resolution,
      ]),
    );
    if (hasMore) printLine('There are more: see --limit.');
  }
}
