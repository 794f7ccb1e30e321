import { Command, Option } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { SupplierOrdersService } from '../../suppliers/orders/supplier-orders.service.js';
import { CliError } from '../cli/cli-error.js';
import { confirm } from '../cli/confirm.js';
import { DestructiveCommand, type DestructiveOptions } from '../cli/destructive-command.js';
import { readIdArgument } from '../cli/id-argument.js';
import { printJson, printLine } from '../cli/output.js';
import { Services } from '../cli/services.js';

interface SuppliersSettleOptions extends DestructiveOptions {
  readonly booked?: string;
  readonly notMade?: boolean;
  readonly by?: string;
}

@Command({
  name: 'suppliers:settle',
  arguments: '<holdId>',
  description: 'Say what became of the order of a hold whose answer was lost',
})
export class SuppliersSettleCommand extends DestructiveCommand {
  protected readonly examples = [
    'suppliers:settle 019c2f40-7e1a-8d11-9c3e-5f2a77359401 --booked ord_00009hthhsUZ8W4LxQgkjo --by ada',
    'suppliers:settle 019c2f40-7e1a-8d11-9c3e-5f2a77359401 --not-made --by ada --yes',
  ];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({
    flags: '--booked <orderId>',
    description: 'it is there, as this order; the supplier is asked for it',
  })
  parseBooked(text: string): string {
    return text;
  }

  @Option({ flags: '--not-made', description: 'it is not there, and will not be' })
  parseNotMade(): boolean {
    return true;
  }

  @Option({ flags: '--by <name>', description: 'who says so; kept with the booking (default: cli)' })
  parseBy(text: string): string {
    return text;
  }

  override async run(parameters: string[], options: SuppliersSettleOptions): Promise<void> {
    const holdId = readIdArgument(parameters, 'holdId');
    const { booked: orderId, notMade = false, by = 'cli' } = options;
    if ((orderId === undefined) === !notMade)
      throw new CliError('Say either --booked <orderId> or --not-made.');
    const said = orderId === undefined ? 'was not made' : `is ${orderId}`;
    await confirm(`Settle that the order of hold ${holdId} ${said}?`, options);
    const wish =
      orderId === undefined ? { outcome: 'not_made' as const } : { outcome: 'booked' as const, orderId };
    const order = await this.services.use((services) =>
      services.get(SupplierOrdersService).settle(holdId, wish, { by, actor: commandLineActor() }),
    );
    if (options.json === true) return printJson(order);
    printLine(`Order ${order.attempt} of hold ${holdId} is ${order.status}.`);
  }
}
