import { Command } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { WebhookSubscriptionsService } from '../../webhooks/webhook-subscriptions.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { readIdArgument } from '../cli/id-argument.js';
import { printJson, printLine } from '../cli/output.js';
import { Services } from '../cli/services.js';

@Command({
  name: 'webhooks:resume',
  arguments: '<subscriptionId>',
  description: 'Send an endpoint what waits and what happens from now on, also after it was disabled',
})
export class WebhooksResumeCommand extends AdminCommand {
  protected readonly examples = ['webhooks:resume 019c2f40-7e1a-7d11-9c3e-5f2a00000001'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run(parameters: string[], options: CommonOptions): Promise<void> {
    const subscriptionId = readIdArgument(parameters, 'subscriptionId');
    const subscription = await this.services.use((services) =>
      services
        .get(WebhookSubscriptionsService)
        .change(subscriptionId, { status: 'active' }, commandLineActor()),
    );
    if (options.json === true) printJson(subscription);
    else printLine(`Subscription ${subscriptionId} is active.`);
  }
}
