import { Command, Option } from 'nest-commander';
import { WebhookDeliveriesService } from '../../webhooks/webhook-deliveries.service.js';
import { deliveryStatuses, type DeliveryStatus } from '../../webhooks/webhooks.rules.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { collectPages, defaultListLimit, parseListLimit } from '../cli/collect-pages.js';
import { readIdArgument } from '../cli/id-argument.js';
import { parseChoice } from '../cli/option-values.js';
import { printJson, printLine, printTable } from '../cli/output.js';
import { Services } from '../cli/services.js';

interface WebhooksDeliveriesOptions extends CommonOptions {
  readonly status?: DeliveryStatus;
  readonly limit?: number;
}

@Command({
  name: 'webhooks:deliveries',
  arguments: '<subscriptionId>',
  description: 'List what an endpoint was sent and what waits for it, latest events first',
})
export class WebhooksDeliveriesCommand extends AdminCommand {
  protected readonly examples = [
    'webhooks:deliveries 019c2f40-7e1a-7d11-9c3e-5f2a00000001',
    'webhooks:deliveries 019c2f40-7e1a-7d11-9c3e-5f2a00000001 --status dead --limit 500',
  ];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({
    flags: '--status <status>',
    description: `only those that are ${deliveryStatuses.join(', ')}; dead ones were given up`,
  })
  parseStatus(text: string): DeliveryStatus {
    return parseChoice(text, deliveryStatuses);
  }

  @Option({ flags: '--limit <n>', description: `most to list (default: ${defaultListLimit})` })
  parseLimit(text: string): number {
    return parseListLimit(text);
  }

  override async run(parameters: string[], options: WebhooksDeliveriesOptions): Promise<void> {
    const subscriptionId = readIdArgument(parameters, 'subscriptionId');
    const { status, limit } = options;
    const { data, hasMore } = await this.services.use((services) =>
      collectPages(limit, (page) =>
        services
          .get(WebhookDeliveriesService)
          .list(subscriptionId, { ...page, ...(status !== undefined && { status }) }),
      ),
    );
    if (options.json === true) return printJson({ data, hasMore });
    printTable(
      ['delivery', 'event', 'happened', 'status', 'attempts', 'last answer', 'next attempt'],
      data.map((delivery) => [
        delivery.deliveryId,
        delivery.type,
        delivery.occurredAt,
        delivery.status,
        delivery.attempts,
        delivery.lastError ?? delivery.lastStatus,
        delivery.nextAttemptAt,
      ]),
    );
    if (hasMore) printLine('There are more: see --limit.');
  }
}
