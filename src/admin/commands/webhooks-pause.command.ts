import { Command } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { WebhookSubscriptionsService } from '../../webhooks/webhook-subscriptions.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { readIdArgument } from '../cli/id-argument.js';
import { printJson, printLine } from '../cli/output.js';
import { Services } from '../cli/services.js';

@Command({
  name: 'webhooks:pause',
  arguments: '<subscriptionId>',
  description: 'Let what happens wait for an endpoint',
})
export class WebhooksPauseCommand extends AdminCommand {
  protected readonly examples = ['webhooks:pause 019c2f40-7e1a-7d11-9c3e-5f2a00000001'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run(parameters: string[], options: CommonOptions): Promise<void> {
    const subscriptionId = readIdArgument(parameters, 'subscriptionId');
    const subscription = await this.services.use((services) =>
      services
        .get(WebhookSubscriptionsService)
        .change(subscriptionId, { status: 'paused' }, commandLineActor()),
    );
    if (options.json === true) printJson(subscription);
    else printLine(`Subscription ${subscriptionId} is paused: what happens waits, for 72 hours.`);
  }
}
