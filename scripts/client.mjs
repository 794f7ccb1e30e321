// `npm run client`: compiles the typed client and packs it, to be installed wherever it is used:
// `npm install <path>/client/holdfast-client-<version>.tgz`.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { ensureInstalled, program, root, run } from './project.mjs';

ensureInstalled();
const client = path.join(root, 'client');
rmSync(path.join(client, 'dist'), { recursive: true, force: true });
run(process.execPath, [program('typescript/bin/tsc'), '-p', client]);
run('npm', ['pack', client, '--pack-destination', client, '--loglevel=error']);
