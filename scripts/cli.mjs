// `npm run cli -- <command>`: compiles when needed, without a word, so that --json output stays clean.
import path from 'node:path';
import { ensureBuilt, root } from './project.mjs';

process.chdir(root);
ensureBuilt({ quiet: true });
process.argv[1] = path.join(root, 'dist/src/cli.js');
await import('../dist/src/cli.js');
