import { Command, Option } from 'nest-commander';
import { refundStatuses } from '../../payments/admin/refunds.dto.js';
import { RefundsAdminService } from '../../payments/admin/refunds-admin.service.js';
import type { RefundStatus } from '../../payments/payments.rules.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { collectPages, defaultListLimit, parseListLimit } from '../cli/collect-pages.js';
import { parseChoice, parseUuid } from '../cli/option-values.js';
import { printJson, printLine, printTable, showMoney } from '../cli/output.js';
import { Services } from '../cli/services.js';

interface RefundsListOptions extends CommonOptions {
  readonly status?: RefundStatus;
  readonly reservation?: string;
  readonly limit?: number;
}

@Command({ name: 'refunds:list', description: 'List refunds of all guests, newest first' })
export class RefundsListCommand extends AdminCommand {
  protected readonly examples = ['refunds:list --status failed', 'refunds:list --json'];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--status <status>', description: `only those that are ${refundStatuses.join(', ')}` })
  parseStatus(text: string): RefundStatus {
    return parseChoice(text, refundStatuses);
  }

  @Option({ flags: '--reservation <id>', description: 'only those of this reservation' })
  parseReservation(text: string): string {
    return parseUuid(text);
  }

  @Option({ flags: '--limit <n>', description: `most to list (default: ${defaultListLimit})` })
  parseLimit(text: string): number {
    return parseListLimit(text);
  }

  override async run(_parameters: string[], options: RefundsListOptions): Promise<void> {
    const { status, reservation: reservationId, limit } = options;
    const { data, hasMore } = await this.services.use((services) => {
      const refunds = services.get(RefundsAdminService);
      return collectPages(limit, (page) =>
        refunds.list({
          ...page,
          ...(status !== undefined && { status }),
          ...(reservationId !== undefined && { reservationId }),
        }),
      );
    });
    if (options.json === true) return printJson({ data, hasMore });
    printTable(
      ['refund', 'status', 'amount', 'cause', 'attempt', 'reason', 'reservation', 'made'],
      data.map((refund) => [
        refund.refundId,
        refund.status,
        showMoney(refund.amount),
        refund.cause,
        refund.attempt,
        refund.failureCode,
        refund.reservationId,
        refund.createdAt,
      ]),
    );
    if (hasMore) printLine('There are more: see --limit.');
  }
}
