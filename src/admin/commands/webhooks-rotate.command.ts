import { Command, Option } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { maxSecretOverlapSeconds } from '../../webhooks/webhooks.rules.js';
import { WebhookSubscriptionsService } from '../../webhooks/webhook-subscriptions.service.js';
import { InvalidValue } from '../cli/cli-error.js';
import { confirm } from '../cli/confirm.js';
import { DestructiveCommand, type DestructiveOptions } from '../cli/destructive-command.js';
import { readIdArgument } from '../cli/id-argument.js';
import { parseDurationSeconds } from '../cli/option-values.js';
import { printJson, printLine } from '../cli/output.js';
import { Services } from '../cli/services.js';

interface WebhooksRotateOptions extends DestructiveOptions {
  readonly overlap?: number;
}

@Command({
  name: 'webhooks:rotate',
  arguments: '<subscriptionId>',
  description: 'Replace the signing secret of an endpoint; prints the new one, this once',
})
export class WebhooksRotateCommand extends DestructiveCommand {
  protected readonly examples = [
    'webhooks:rotate 019c2f40-7e1a-7d11-9c3e-5f2a00000001',
    'webhooks:rotate 019c2f40-7e1a-7d11-9c3e-5f2a00000001 --overlap 0 --yes',
  ];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({
    flags: '--overlap <duration>',
    description: 'how long the old secret signs too: 0, or such as 12h, at most 7d (default: 24h)',
  })
  parseOverlap(text: string): number {
    const seconds = text === '0' ? 0 : parseDurationSeconds(text);
    if (seconds > maxSecretOverlapSeconds) throw new InvalidValue('It must be at most 7d.');
    return seconds;
  }

  override async run(parameters: string[], options: WebhooksRotateOptions): Promise<void> {
    const subscriptionId = readIdArgument(parameters, 'subscriptionId');
    const { overlap, yes } = options;
    // With an overlap the endpoint can still be brought up to date.
    if (overlap === 0) await confirm('The secret until now signs nothing from now on. Replace it?', { yes });
    const rotated = await this.services.use((services) =>
      services
        .get(WebhookSubscriptionsService)
        .rotateSecret(
          subscriptionId,
          overlap === undefined ? {} : { overlapSeconds: overlap },
          commandLineActor(),
        ),
    );
    if (options.json === true) return printJson(rotated);
    const { secret, previousSecretUntil } = rotated;
    printLine(`Messages are signed with ${secret}`);
    if (previousSecretUntil === undefined) printLine('The secret until now is no longer used.');
    else printLine(`The secret until now signs too until ${previousSecretUntil}.`);
    printLine('Keep the new one: it is not shown again.');
  }
}
