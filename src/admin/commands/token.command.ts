import { Command, Option } from 'nest-commander';
import { AppConfig } from '../../config/app-config.js';
import { mintToken } from '../../http/auth/mint-token.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { CliError } from '../cli/cli-error.js';
import { parseDurationSeconds } from '../cli/option-values.js';
import { printJson, printLine } from '../cli/output.js';

interface TokenOptions extends CommonOptions {
  readonly guest?: string;
  readonly admin?: boolean;
  readonly ttl?: number;
}

@Command({ name: 'token', description: 'Print an access token for the API' })
export class TokenCommand extends AdminCommand {
  protected readonly examples = ['token --guest alice', 'token --admin --ttl 30m'];

  constructor(private readonly config: AppConfig) {
    super();
  }

  @Option({ flags: '--guest <id>', description: 'speak for this guest' })
  parseGuest(id: string): string {
    return id;
  }

  @Option({ flags: '--admin', description: 'speak for an administrator' })
  parseAdmin(): boolean {
    return true;
  }

  @Option({
    flags: '--ttl <duration>',
    description: 'how long it is valid: 90s, 30m, 12h or 7d (default: 12h)',
  })
  parseTtl(text: string): number {
    return parseDurationSeconds(text);
  }

  override async run(_parameters: string[], options: TokenOptions): Promise<void> {
    const { guest, admin = false, ttl: ttlSeconds = 12 * 3_600 } = options;
    if ((guest !== undefined) === admin) throw new CliError('One of --guest <id> and --admin is needed.');
    const role = admin ? 'admin' : 'guest';
    const subject = guest ?? 'admin';
    const token = await mintToken(this.config, { subject, role, ttlSeconds });
    if (options.json === true) printJson({ token, subject, role, ttlSeconds });
    else printLine(token);
  }
}
