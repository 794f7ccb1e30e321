import { Command, Option } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import { DomainError } from '../../errors/domain-error.js';
import { HoldsService } from '../../holds/holds.service.js';
import { CliError } from '../cli/cli-error.js';
import { collectPages } from '../cli/collect-pages.js';
import { confirm } from '../cli/confirm.js';
import { DestructiveCommand, type DestructiveOptions } from '../cli/destructive-command.js';
import { readIdArgument } from '../cli/id-argument.js';
import { printJson, printLine } from '../cli/output.js';
import { Services } from '../cli/services.js';

interface HoldsReleaseOptions extends DestructiveOptions {
  readonly guest?: string;
}

/** More than a guest can have (MAX_ACTIVE_HOLDS_PER_GUEST goes up to 100). */
const maxHoldsOfGuest = 1_000;

@Command({
  name: 'holds:release',
  arguments: '[holdId]',
  description: 'Give back a hold, or all that a guest has; once more is harmless',
})
export class HoldsReleaseCommand extends DestructiveCommand {
  protected readonly examples = [
    'holds:release 019c2f40-7e1a-8d11-9c3e-5f2a00000001',
    'holds:release --guest mallory --yes',
  ];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--guest <id>', description: 'all of this guest’s holds that nobody is paying for' })
  parseGuest(id: string): string {
    return id;
  }

  override async run(parameters: string[], { guest, yes, json }: HoldsReleaseOptions): Promise<void> {
    if ((guest === undefined) === (parameters.length === 0)) {
      throw new CliError('Name one hold, or a guest with --guest.');
    }
    if (guest === undefined) {
      const holdId = readIdArgument(parameters, 'holdId');
      await confirm(`Give hold ${holdId} back?`, { yes });
      await this.releaseOne(holdId, json);
    } else {
      await confirm(`Give back every hold of ${guest} that nobody is paying for?`, { yes });
      await this.releaseAll(guest, json);
    }
  }

  private async releaseOne(holdId: string, json: boolean | undefined): Promise<void> {
    const hold = await this.services.use(async (services) => {
      const holds = services.get(HoldsService);
      await holds.releaseAsAdmin(holdId, commandLineActor());
      return holds.getAsAdmin(holdId);
    });
    if (json === true) printJson(hold);
    else printLine(`Hold ${holdId} of ${hold.guestId} is released.`);
  }

  private async releaseAll(guestId: string, json: boolean | undefined): Promise<void> {
    const released: string[] = [];
    await this.services.use(async (services) => {
      const holds = services.get(HoldsService);
      const { data } = await collectPages(maxHoldsOfGuest, (page) =>
        holds.listAsAdmin({ ...page, guestId, status: 'active' }),
      );
      for (const { holdId } of data) {
        if (await isReleased(holds, holdId)) released.push(holdId);
      }
    });
    if (json === true) printJson({ released });
    else printLine(`${released.length} hold(s) of ${guestId} released.`);
  }
}

/** False for one that has ended, or is being paid for, since it was listed. */
async function isReleased(holds: HoldsService, holdId: string): Promise<boolean> {
  try {
    await holds.releaseAsAdmin(holdId, commandLineActor());
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.kind === 'conflict') return false;
    throw error;
  }
}
