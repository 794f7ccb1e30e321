import type { INestApplicationContext } from '@nestjs/common';
import { Command, Option } from 'nest-commander';
import { commandLineActor } from '../../audit/actor.js';
import type { DifferenceDto } from '../../reconciliation/reconciliation.dto.js';
import { ReconciliationRunner } from '../../reconciliation/reconciliation-runner.js';
import { ReconciliationService } from '../../reconciliation/reconciliation.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { CliError } from '../cli/cli-error.js';
import { collectPages } from '../cli/collect-pages.js';
import { parseInstant } from '../cli/option-values.js';
import { printJson, printLine, printTable } from '../cli/output.js';
import { Progress } from '../cli/progress.js';
import { Services } from '../cli/services.js';

interface ReconcileOptions extends CommonOptions {
  readonly from?: Date;
  readonly to?: Date;
  readonly heal?: boolean;
}

/** More rows than anyone reads; `--json` has them all. */
const maxRows = 100;
const maxListed = 10_000;

@Command({
  name: 'payments:reconcile',
  description:
    'Compare payments and refunds with the provider’s books, our rows with each other and counters with holds; ' +
    'exit code 1 while anything differs',
})
export class PaymentsReconcileCommand extends AdminCommand {
  protected readonly examples = [
    'payments:reconcile',
    'payments:reconcile --from 7d --json',
    'payments:reconcile --from 2027-03-01 --to 2027-03-08 --no-heal',
  ];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({
    flags: '--from <when>',
    description: 'compare what was made from then on: 36h, 7d (ago), a date or an instant (default: 24h)',
  })
  parseFrom(text: string): Date {
    return parseInstant(text, new Date());
  }

  @Option({ flags: '--to <when>', description: 'and before then (default: now)' })
  parseTo(text: string): Date {
    return parseInstant(text, new Date());
  }

  @Option({
    flags: '--no-heal',
    description: 'only look: continue no payment or refund that was left behind',
  })
  parseHeal(): boolean {
    return false;
  }

  override async run(_parameters: string[], options: ReconcileOptions): Promise<void> {
    const isQuiet = options.json === true;
    const { summary, open, hasMore } = await this.services.use((services) =>
      reconcile(services, options, new Progress({ isQuiet })),
    );
    if (open.length > 0 || summary.status !== 'complete') process.exitCode = 1;
    const { status, counts, failure } = summary;
    if (isQuiet) return printJson({ status, ...(failure && { failure }), ...counts, open });
    printOpen(open);
    if (hasMore) printLine('There are more.');
    printLine(
      `${counts.payments} payment(s), ${counts.refunds} refund(s), ${counts.reservations} reservation(s) and the ` +
        `counters of ${counts.listings} hotels and flights compared.`,
    );
    printLine(
      `${open.length || 'No'} difference(s) open, ${counts.opened} of them new; ${counts.healed} healed, ` +
        `${counts.resolved} gone by themselves.`,
    );
    if (failure !== undefined) throw new CliError(`Not everything could be compared: ${failure}`);
  }
}

async function reconcile(services: INestApplicationContext, options: ReconcileOptions, progress: Progress) {
  const runner = services.get(ReconciliationRunner);
  const { from, until } = await runner.defaultSpan();
  const span = { from: options.from ?? from, until: options.to ?? until };
  if (span.from >= span.until) throw new CliError('--from must be before --to.');
  try {
    const summary = await runner.runRange({
      ...span,
      heal: options.heal ?? true,
      actor: commandLineActor(),
      progress: (label, done, total) => progress.update(label, done, total),
    });
    const reconciliation = services.get(ReconciliationService);
    const { data, hasMore } = await collectPages(maxListed, (page) =>
      reconciliation.list({ ...page, state: 'open' }),
    );
    return { summary, open: data, hasMore };
  } finally {
    progress.stop();
  }
}

function printOpen(open: readonly DifferenceDto[]): void {
  if (open.length === 0) return;
  printTable(
    ['difference', 'first seen', 'what', 'reservation', 'about', 'detail'],
    open
      .slice(0, maxRows)
      .map(({ differenceId, firstSeenAt, kind, reservationId, subjectId, item, detail }) => [
        differenceId,
        firstSeenAt,
        kind,
        reservationId,
        item ?? subjectId,
        JSON.stringify(detail),
      ]),
  );
  if (open.length > maxRows) printLine(`… and ${open.length - maxRows} more: see --json.`);
}
