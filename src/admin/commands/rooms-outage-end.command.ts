import { Command, Option } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { OutagesService } from '../../outages/outages.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { parseNight, parseWholeNumber } from '../cli/option-values.js';
import { printJson, printLine } from '../cli/output.js';
import { Services } from '../cli/services.js';

interface RoomsOutageEndOptions extends CommonOptions {
  readonly hotel: number;
  readonly outage: number;
  readonly from?: string;
}

@Command({
  name: 'rooms:outage-end',
  description: 'Put a room back in order, from today or a later night on',
})
export class RoomsOutageEndCommand extends AdminCommand {
  protected readonly examples = [
    'rooms:outage-end --hotel 1 --outage 7',
    'rooms:outage-end --hotel 1 --outage 7 --from 2027-03-05',
  ];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--hotel <id>', description: 'the hotel', required: true })
  parseHotel(text: string): number {
    return parseWholeNumber(text);
  }

  @Option({ flags: '--outage <id>', description: 'the outage (rooms:outages)', required: true })
  parseOutage(text: string): number {
    return parseWholeNumber(text);
  }

  @Option({ flags: '--from <night>', description: 'the night it can be slept in again (default: today)' })
  parseFrom(text: string): string {
    return parseNight(text);
  }

  override async run(_parameters: string[], options: RoomsOutageEndOptions): Promise<void> {
    const { hotel, outage, from } = options;
    const answer = await this.services.use((services) =>
      services.get(OutagesService).end(hotel, outage, { from, actor: commandLineActor() }),
    );
    if (options.json === true) return printJson(answer);
    printLine(`There is a room more on ${answer.nightsChanged} night(s).`);
  }
}
