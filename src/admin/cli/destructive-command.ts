import { Option } from 'nest-commander';
import { AdminCommand, type CommonOptions } from './admin-command.js';

export interface DestructiveOptions extends CommonOptions {
  readonly yes?: boolean;
}

/** A command that does what cannot be undone: it asks before (confirm.ts). */
export abstract class DestructiveCommand extends AdminCommand {
  @Option({ flags: '--yes', description: 'do not ask, for scripts' })
  parseYes(): boolean {
    return true;
  }
}
