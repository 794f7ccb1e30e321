// The process of bare-nest.ts: `node bench/baselines/bare-nest.mjs <port>`.
import { register } from 'node:module';

register('../../test/support/typescript-hooks.mjs', import.meta.url);
const { serveBareNest } = await import('./bare-nest.ts');
await serveBareNest(Number(process.argv[2]));
