// `npm run bench`: measures the product against its targets, on a PostgreSQL of its own. See bench/README.md.
import { register } from 'node:module';
import { ensureBuilt, ensureGenerated, ensureInstalled, root } from './project.mjs';

process.chdir(root);
ensureInstalled({ quiet: true });
ensureGenerated({ quiet: true, onlyMissing: true });
register('../test/support/typescript-hooks.mjs', import.meta.url);
const { main } = await import('../bench/main.ts');
try {
  const isWell = await main(process.argv.slice(2), { ensureBuilt: () => ensureBuilt({ quiet: true }) });
  // By now everything is stopped; a connection kept alive by mistake must not keep whoever waits for the result.
  process.exit(isWell ? 0 : 1);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
