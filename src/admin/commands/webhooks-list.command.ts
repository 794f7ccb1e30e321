import { Command } from 'nest-commander';
import { WebhookSubscriptionsService } from '../../webhooks/webhook-subscriptions.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { collectPages } from '../cli/collect-pages.js';
import { printJson, printTable } from '../cli/output.js';
import { Services } from '../cli/services.js';

/** More than there can be. */
const everything = 1_000;

@Command({ name: 'webhooks:list', description: 'List the endpoints that are told what happens' })
export class WebhooksListCommand extends AdminCommand {
  protected readonly examples = ['webhooks:list', 'webhooks:list --json'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run(_parameters: string[], options: CommonOptions): Promise<void> {
    const { data } = await this.services.use((services) =>
      collectPages(everything, (page) => services.get(WebhookSubscriptionsService).list(page)),
    );
    if (options.json === true) return printJson({ data });
    printTable(
      ['subscription', 'endpoint', 'events', 'status', 'failing since', 'description'],
      data.map((subscription) => [
        subscription.subscriptionId,
        subscription.url,
        subscription.eventTypes.join(', '),
        subscription.status,
        subscription.failingSince,
        subscription.description,
      ]),
    );
  }
}
