// `npm start`: a fresh clone installs and compiles itself first. Everything then runs in this process.
import { ensureBuilt, root } from './project.mjs';

process.chdir(root);
ensureBuilt();
await import('../dist/src/main.js');
