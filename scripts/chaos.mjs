// `npm run chaos`: real processes under load while things break, and then the checker. See docs/chaos.md.
import { register } from 'node:module';
import { ensureBuilt, root } from './project.mjs';

process.chdir(root);
ensureBuilt();
register('../test/support/typescript-hooks.mjs', import.meta.url);
const { main } = await import('../test/chaos/main.ts');
const isWell = await main(process.argv.slice(2));
// By now everything is stopped; a connection kept alive by mistake must not keep whoever waits for the result.
process.exit(isWell ? 0 : 1);
