import { Command } from 'nest-commander';
import { WebhookSubscriptionsService } from '../../webhooks/webhook-subscriptions.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { readIdArgument } from '../cli/id-argument.js';
import { printJson, printLine } from '../cli/output.js';
import { Services } from '../cli/services.js';

@Command({
  name: 'webhooks:test',
  arguments: '<subscriptionId>',
  description: 'Have a running Holdfast send an endpoint a message of type webhook.test',
})
export class WebhooksTestCommand extends AdminCommand {
  protected readonly examples = ['webhooks:test 019c2f40-7e1a-7d11-9c3e-5f2a00000001'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run(parameters: string[], options: CommonOptions): Promise<void> {
    const subscriptionId = readIdArgument(parameters, 'subscriptionId');
    const delivery = await this.services.use((services) =>
      services.get(WebhookSubscriptionsService).sendTest(subscriptionId),
    );
    if (options.json === true) printJson(delivery);
    else
      printLine(`Message ${delivery.deliveryId} is on its way: see webhooks:deliveries ${subscriptionId}.`);
  }
}
