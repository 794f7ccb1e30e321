import { Command } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { WebhookSubscriptionsService } from '../../webhooks/webhook-subscriptions.service.js';
import { confirm } from '../cli/confirm.js';
import { DestructiveCommand, type DestructiveOptions } from '../cli/destructive-command.js';
import { readIdArgument } from '../cli/id-argument.js';
import { printJson, printLine } from '../cli/output.js';
import { Services } from '../cli/services.js';

@Command({
  name: 'webhooks:remove',
  arguments: '<subscriptionId>',
  description: 'Delete a subscription and what waits for it',
})
export class WebhooksRemoveCommand extends DestructiveCommand {
  protected readonly examples = ['webhooks:remove 019c2f40-7e1a-7d11-9c3e-5f2a00000001 --yes'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run(parameters: string[], options: DestructiveOptions): Promise<void> {
    const subscriptionId = readIdArgument(parameters, 'subscriptionId');
    await confirm(`Delete subscription ${subscriptionId}, and what waits for it?`, options);
    await this.services.use((services) =>
      services.get(WebhookSubscriptionsService).delete(subscriptionId, commandLineActor()),
    );
    if (options.json === true) printJson({ subscriptionId });
    else printLine(`Subscription ${subscriptionId} is deleted.`);
  }
}
