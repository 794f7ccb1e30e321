import { Command, Option } from 'nest-commander';
import type { AuditChannel } from '../../audit/actor.js';
import { auditActions, auditKinds, type AuditAction, type AuditKind } from '../../audit/audit-kinds.js';
import { AuditService } from '../../audit/audit.service.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { collectPages, defaultListLimit, parseListLimit } from '../cli/collect-pages.js';
import { parseChoice, parseInstant, parseWholeNumber } from '../cli/option-values.js';
import { printJson, printLine, printTable } from '../cli/output.js';
import { Services } from '../cli/services.js';

interface AuditListOptions extends CommonOptions {
  readonly kind?: AuditKind;
  readonly action?: AuditAction;
  readonly hotel?: number;
  readonly flight?: number;
  readonly id?: string;
  readonly actor?: string;
  readonly from?: Date;
  readonly to?: Date;
  readonly limit?: number;
}

/** Longer ones are whole with `--json`. */
const maxShownCharacters = 100;

const channelWords = { api: 'API', command_line: 'command line', job: 'job' } as const satisfies Record<
  AuditChannel,
  string
>;

@Command({ name: 'audit:list', description: 'List who changed what, newest first' })
export class AuditListCommand extends AdminCommand {
  protected readonly examples = [
    'audit:list --hotel 1 --from 7d',
    'audit:list --kind room --actor admin --json',
  ];

  constructor(private readonly services: Services) {
    super();
  }

  @Option({ flags: '--kind <kind>', description: `only ${auditKinds.join(', ')}` })
  parseKind(text: string): AuditKind {
    return parseChoice(text, auditKinds);
  }

  @Option({ flags: '--action <action>', description: `only what was ${auditActions.join(', ')}` })
  parseAction(text: string): AuditAction {
    return parseChoice(text, auditActions);
  }

  @Option({ flags: '--hotel <id>', description: 'only what belongs to this hotel' })
  parseHotel(text: string): number {
    return parseWholeNumber(text);
  }

  @Option({ flags: '--flight <id>', description: 'only what belongs to this flight' })
  parseFlight(text: string): number {
    return parseWholeNumber(text);
  }

  @Option({ flags: '--id <id>', description: 'only the one with this id or code' })
  parseId(text: string): string {
    return text;
  }

  @Option({ flags: '--actor <name>', description: 'only what this person or client did' })
  parseActor(text: string): string {
    return text;
  }

  @Option({ flags: '--from <instant>', description: 'from then on: 36h, 7d (ago), a date or an instant' })
  parseFrom(text: string): Date {
    return parseInstant(text, new Date());
  }

  @Option({ flags: '--to <instant>', description: 'before then' })
  parseTo(text: string): Date {
    return parseInstant(text, new Date());
  }

  @Option({ flags: '--limit <n>', description: `most to list (default: ${defaultListLimit})` })
  parseLimit(text: string): number {
    return parseListLimit(text);
  }

  override async run(_parameters: string[], options: AuditListOptions): Promise<void> {
    const { hotel, flight, id, from, to, limit, json, ...filter } = options;
    const { data, hasMore } = await this.services.use((services) =>
      collectPages(limit, (page) =>
        services.get(AuditService).list({
          ...page,
          ...filter,
          ...(hotel !== undefined && { hotelId: hotel }),
          ...(flight !== undefined && { flightId: flight }),
          ...(id !== undefined && { subjectId: id }),
          ...(from !== undefined && { from: from.toISOString() }),
          ...(to !== undefined && { to: to.toISOString() }),
        }),
      ),
    );
    if (json === true) return printJson({ data, hasMore });
    printTable(
      ['when', 'who', 'through', 'did', 'what', 'of', 'changes'],
      data.map((entry) => [
        entry.occurredAt,
        entry.actor,
        channelWords[entry.via],
        entry.action,
        `${entry.kind} ${entry.subjectId}`,
        entry.listingId,
        showChanges(entry.changes),
      ]),
    );
    if (hasMore) printLine('There are more: see --limit.');
  }
}

/** `name: "A" → "B"; rooms: → 5` */
function showChanges(changes: Readonly<Record<string, { from?: unknown; to?: unknown }>>): string {
  const text = Object.entries(changes)
    .map(
      ([field, { from, to }]) =>
        `${field}: ${from === undefined ? '' : `${JSON.stringify(from)} `}→ ${show(to)}`,
    )
    .join('; ');
  return text.length > maxShownCharacters ? `${text.slice(0, maxShownCharacters)}…` : text;
}

function show(value: unknown): string {
  return value === undefined ? '' : JSON.stringify(value);
}
