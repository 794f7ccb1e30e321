import { ConfigError, loadConfig, processEnvironment } from './config/load-config.js';
import { listRisks } from './config/risks.js';
import { ServerUserError } from './database/server-user.js';
import { Holdfast } from './startup/holdfast.js';
import { StartError } from './startup/start-error.js';
import { stopOnSignal } from './startup/stop-on-signal.js';
import { welcome } from './startup/welcome.js';

async function main(): Promise<void> {
  const config = loadConfig(processEnvironment());
  for (const risk of listRisks(config)) console.warn(`WARNING: ${risk}`);
  const holdfast = new Holdfast(config, {
    announce: (text) => console.log(text),
    onCrash: (message) => {
      console.error(message);
      process.exit(1);
    },
  });
  stopOnSignal(holdfast);
  await holdfast.start();
  console.log(welcome(holdfast.config));
}

main().catch((error: unknown) => {
  const isExplained =
    error instanceof ConfigError || error instanceof StartError || error instanceof ServerUserError;
  console.error(isExplained ? error.message : error);
  process.exit(1);
});
