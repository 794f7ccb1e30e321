import { Command, Option } from 'nest-commander';
import { orderFilters, type OrderFilter } from '../../suppliers/orders/supplier-orders.views.js';
import { SupplierOrdersService } from '../../suppliers/orders/supplier-orders.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { collectPages, defaultListLimit, parseListLimit } from '../cli/collect-pages.js';
import { parseChoice } from '../cli/option-values.js';
import { printJson, printLine, printTable, showMoney } from '../cli/output.js';
import { Services } from '../cli/services.js';

interface SuppliersUnknownOptions extends CommonOptions {
  readonly state?: OrderFilter;
  readonly limit?: number;
}

@Command({
  name: 'suppliers:unknown',
  description: 'List orders at suppliers whose answer was lost, oldest first',
})
export class SuppliersUnknownCommand extends AdminCommand {
  protected readonly examples = ['suppliers:unknown', 'suppliers:unknown --state open --json'];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({
    flags: '--state <state>',
    description:
      'unknown (default), open (something is still to be done), refund_undecided (somebody has to say what goes back), or all',
  })
  parseState(text: string): OrderFilter {
    return parseChoice(text, orderFilters);
  }

  @Option({ flags: '--limit <n>', description: `most to list (default: ${defaultListLimit})` })
  parseLimit(text: string): number {
    return parseListLimit(text);
  }

  override async run(_parameters: string[], options: SuppliersUnknownOptions): Promise<void> {
    const { state = 'unknown', limit } = options;
    const { data, hasMore } = await this.services.use((services) =>
      collectPages(limit, (page) => services.get(SupplierOrdersService).list({ ...page, state })),
    );
    if (options.json === true) return printJson({ data, hasMore });
    printTable(
      [
        'hold',
        'order',
        'status',
        'supplier',
        'at the supplier',
        'total',
        'guest',
        'sent',
        'looks',
        'reservation',
      ],
      data.map((order) => [
        order.holdId,
        order.attempt,
        order.status,
        order.supplier,
        order.orderId,
        showMoney(order.total),
        order.guestId,
        order.sentAt,
        order.looks,
        order.reservationId,
      ]),
    );
    if (hasMore) printLine('There are more: see --limit.');
  }
}
