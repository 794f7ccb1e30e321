import { CommandFactory } from 'nest-commander';
import { CliModule } from './admin/cli/cli.module.js';
import { describeFailure } from './admin/cli/describe-failure.js';
import type { AppConfig } from './config/app-config.js';
import { loadConfig, processEnvironment } from './config/load-config.js';

let config: AppConfig | undefined;

async function main(): Promise<void> {
  config = loadConfig(processEnvironment());
  await CommandFactory.run(CliModule.forRoot(config), {
    logger: false,
    abortOnError: false,
    serviceErrorHandler: (error) => {
      throw error;
    },
  });
}

// A signal alone would end the process without its `exit` event, where an embedded database is told to stop.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    console.error(`error: ended by ${signal} before it was done`);
    process.exit(1);
  });
}
// Whoever reads our output may stop reading: `… | head`.
process.stdout.on('error', () => process.exit(process.exitCode ?? 0));

main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(`error: ${describeFailure(error, config)}`);
    process.exit(1);
  },
);
