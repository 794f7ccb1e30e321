import { Command, Option } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { eventFilterRule, isEventFilter } from '../../webhooks/event-filter.rules.js';
import { WebhookSubscriptionsService } from '../../webhooks/webhook-subscriptions.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { InvalidValue } from '../cli/cli-error.js';
import { printJson, printLine } from '../cli/output.js';
import { Services } from '../cli/services.js';

interface WebhooksAddOptions extends CommonOptions {
  readonly events?: string[];
  readonly description?: string;
}

@Command({
  name: 'webhooks:add',
  arguments: '<url>',
  description: 'Subscribe an endpoint to what happens; prints its signing secret, this once',
})
export class WebhooksAddCommand extends AdminCommand {
  protected readonly examples = [
    'webhooks:add https://hooks.example.com/holdfast',
    'webhooks:add https://hooks.example.com/holdfast --events reservation.*,hold.expired --description "the CRM"',
  ];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--events <list>', description: 'types, comma separated (default: all)' })
  parseEvents(text: string): string[] {
    const filters = [...new Set(text.split(',').map((part) => part.trim()))];
    const wrong = filters.find((filter): boolean => !isEventFilter(filter));
    if (wrong !== undefined) throw new InvalidValue(`"${wrong}" is not ${eventFilterRule}.`);
    return filters;
  }

  @Option({ flags: '--description <text>', description: 'for people' })
  parseDescription(text: string): string {
    return text;
  }

  override async run([url = '']: string[], options: WebhooksAddOptions): Promise<void> {
    const { events: eventTypes, description } = options;
    const made = await this.services.use((services) =>
      services.get(WebhookSubscriptionsService).create(
        {
          url,
          ...(eventTypes !== undefined && { eventTypes }),
          ...(description !== undefined && { description }),
        },
        commandLineActor(),
      ),
    );
    if (options.json === true) return printJson(made);
    printLine(`Subscription ${made.subscriptionId} to ${made.eventTypes.join(', ')}.`);
    printLine(`Its messages are signed with ${made.secret}`);
    printLine('Keep it: it is not shown again.');
  }
}
