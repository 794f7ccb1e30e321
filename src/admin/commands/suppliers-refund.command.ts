import { Command, Option } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { SupplierOrdersService } from '../../suppliers/orders/supplier-orders.service.js';
import { CliError } from '../cli/cli-error.js';
import { confirm } from '../cli/confirm.js';
import { DestructiveCommand, type DestructiveOptions } from '../cli/destructive-command.js';
import { readIdArgument } from '../cli/id-argument.js';
import { parseWholeNumber } from '../cli/option-values.js';
import { printJson, printLine } from '../cli/output.js';
import { Services } from '../cli/services.js';

const maxAmountMinor = 1_000_000_000_000;

interface SuppliersRefundOptions extends DestructiveOptions {
  readonly amount?: number;
  readonly by?: string;
}

@Command({
  name: 'suppliers:refund',
  arguments: '<reservationId>',
  description: 'Say what goes back for a canceled flight of which the airline did not say it',
})
export class SuppliersRefundCommand extends DestructiveCommand {
  protected readonly examples = [
    'suppliers:refund 019c2f40-7e1a-8d11-9c3e-5f2a77359401 --amount 12500 --by ada --yes',
  ];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({
    flags: '--amount <minor>',
    description: 'in minor units of the reservation’s currency; 0: nothing',
  })
  parseAmount(text: string): number {
    return parseWholeNumber(text, { min: 0, max: maxAmountMinor });
  }

  @Option({ flags: '--by <name>', description: 'who says so; kept with the booking (default: cli)' })
  parseBy(text: string): string {
    return text;
  }

  override async run(parameters: string[], options: SuppliersRefundOptions): Promise<void> {
    const reservationId = readIdArgument(parameters, 'reservationId');
    const { amount: amountMinor, by = 'cli' } = options;
    if (amountMinor === undefined) throw new CliError('Say how much goes back: --amount <minor>.');
    await confirm(`Give ${amountMinor} (minor units) back for reservation ${reservationId}?`, options);
    await this.services.use((services) =>
      services
        .get(SupplierOrdersService)
        .decideRefund(reservationId, { amountMinor, by, actor: commandLineActor() }),
    );
    if (options.json === true) return printJson({ reservationId, amountMinor });
    printLine(`${amountMinor} (minor units) goes back for reservation ${reservationId}.`);
  }
}
