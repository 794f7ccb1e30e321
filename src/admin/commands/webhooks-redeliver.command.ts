import type { INestApplicationContext } from '@nestjs/common';
import { Command, Option } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { WebhookDeliveriesService } from '../../webhooks/webhook-deliveries.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { CliError, InvalidValue } from '../cli/cli-error.js';
import { readIdArgument } from '../cli/id-argument.js';
import { parseUuid } from '../cli/option-values.js';
import { printJson, printLine } from '../cli/output.js';
import { Services } from '../cli/services.js';

interface WebhooksRedeliverOptions extends CommonOptions {
  readonly subscription?: string;
  readonly dead?: boolean;
  readonly from?: string;
  readonly to?: string;
}

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})$/;

@Command({
  name: 'webhooks:redeliver',
  arguments: '[deliveryId]',
  description: 'Send one message again, or all of a subscription that were given up or are of a time',
})
export class WebhooksRedeliverCommand extends AdminCommand {
  protected readonly examples = [
    'webhooks:redeliver 019c2f40-7e1a-7d11-9c3e-5f2a00000002',
    'webhooks:redeliver --subscription 019c2f40-7e1a-7d11-9c3e-5f2a00000001 --dead',
    'webhooks:redeliver --subscription 019c2f40-7e1a-7d11-9c3e-5f2a00000001 ' +
      '--from 2027-03-01T12:00:00Z --to 2027-03-01T13:00:00Z',
  ];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--subscription <id>', description: 'messages of this subscription' })
  parseSubscription(text: string): string {
    return parseUuid(text);
  }

  @Option({ flags: '--dead', description: 'only what was given up' })
  parseDead(): boolean {
    return true;
  }

  @Option({ flags: '--from <instant>', description: 'of events from then on' })
  parseFrom(text: string): string {
    return parseInstant(text);
  }

  @Option({ flags: '--to <instant>', description: 'of events before then' })
  parseTo(text: string): string {
    return parseInstant(text);
  }

  override async run(parameters: string[], options: WebhooksRedeliverOptions): Promise<void> {
    const { subscription, dead = false, from, to, json } = options;
    if ((parameters.length === 0) === (subscription === undefined)) {
      throw new CliError('Name a delivery, or a subscription with --dead or with --from and --to.');
    }
    if (subscription === undefined) {
      const deliveryId = readIdArgument(parameters, 'deliveryId');
      const delivery = await this.services.use((services) =>
        services.get(WebhookDeliveriesService).redeliver(deliveryId, commandLineActor()),
      );
      return json === true ? printJson(delivery) : printLine(`Message ${deliveryId} will be sent again.`);
    }
    const which = {
      ...(dead && { status: 'dead' as const }),
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
    };
    const redelivered = await this.services.use((services) => redeliverAll(services, subscription, which));
    if (json === true) printJson({ redelivered });
    else printLine(`${redelivered} message(s) will be sent again.`);
  }
}

/** The service sends so many again with one call; here all of them are wanted. */
async function redeliverAll(
  services: INestApplicationContext,
  subscriptionId: string,
  which: { readonly status?: 'dead'; readonly from?: string; readonly to?: string },
): Promise<number> {
  let total = 0;
  let from: string | undefined = which.from;
  do {
    const step = await services
      .get(WebhookDeliveriesService)
      .redeliverAll(subscriptionId, { ...which, ...(from !== undefined && { from }) }, commandLineActor());
    total += step.redelivered;
    from = step.continueFrom;
  } while (from !== undefined);
  return total;
}

function parseInstant(text: string): string {
  if (instant.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new InvalidValue('It must be an instant such as 2027-03-01T12:00:00Z.');
}
