import { Injectable } from '@nestjs/common';
import { type CommandRunner, InjectCommander } from 'nest-commander';

type Commander = Parameters<CommandRunner['setCommand']>[0];

/** How the program presents itself above its commands. */
@Injectable()
export class ProgramSettings {
  constructor(@InjectCommander() program: Commander) {
    program
      .name('npm run cli --')
      .description('Administration of Holdfast, on the database of this machine or of DATABASE_URL.')
      .addHelpText('after', '\nHelp with a command:\n  npm run cli -- token --help');
  }
}
