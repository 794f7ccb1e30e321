import { Command, Option } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { ReservationsService } from '../../reservations/reservations.service.js';
import { confirm } from '../cli/confirm.js';
import { DestructiveCommand, type DestructiveOptions } from '../cli/destructive-command.js';
import { readIdArgument } from '../cli/id-argument.js';
import { printJson, printLine, showMoney } from '../cli/output.js';
import { Services } from '../cli/services.js';

interface ReservationsCancelOptions extends DestructiveOptions {
  readonly quote?: string;
}

@Command({
  name: 'reservations:cancel',
  arguments: '<reservationId>',
  description: 'Cancel a reservation under its policy; the refund is sent by a running Holdfast',
})
export class ReservationsCancelCommand extends DestructiveCommand {
  protected readonly examples = ['reservations:cancel 019c2f40-7e1a-8d11-9c3e-5f2a00000001 --yes'];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({
    flags: '--quote <id>',
    description: 'by this quote (GET …/cancellation-quote); needed for a supplier’s flights',
  })
  parseQuote(text: string): string {
    return text;
  }

  override async run(parameters: string[], options: ReservationsCancelOptions): Promise<void> {
    const reservationId = readIdArgument(parameters, 'reservationId');
    await confirm(`Cancel reservation ${reservationId}, and give back what its policy says?`, options);
    const reservation = await this.services.use((services) =>
      services.get(ReservationsService).cancelAsAdmin(reservationId, options.quote, commandLineActor()),
    );
    if (options.json === true) return printJson(reservation);
    const { refund, status } = reservation;
    const back =
      refund === undefined
        ? 'nothing had been paid'
        : refund.amount === undefined
          ? 'what goes back is not known yet'
          : `${showMoney(refund.amount)} goes back`;
    printLine(`Reservation ${reservationId} is ${status}: ${back}.`);
  }
}
