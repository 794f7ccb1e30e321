// `npm run openapi`: writes openapi.json and the types of the client from the sources; needs no database. With
// `--check` it writes nothing: it fails when one of them is not what it would write, or when Redocly (redocly.yaml)
// finds something to say about the document.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import openapiTypes, { astToString } from 'openapi-typescript';
import { makeDocument } from './openapi-document.mjs';
import { ensureGenerated, ensureInstalled, program, root } from './project.mjs';

ensureInstalled({ quiet: true });
ensureGenerated();

const document = await makeDocument();
const types = astToString(await openapiTypes(structuredClone(document), { alphabetize: false }));
const files = {
  'openapi.json': `${JSON.stringify(document, null, 2)}\n`,
  'client/src/api.ts': `// Written by \`npm run openapi\` from openapi.json.\n\n${types}`,
};

const isCheck = process.argv.includes('--check');
const faults = Object.entries(files).flatMap(([name, content]) => {
  const file = path.join(root, name);
  const kept = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (kept === content) return [];
  if (!isCheck) writeFileSync(file, content);
  if (!isCheck) console.log(`${name} is written`);
  return isCheck ? [`${name} is not what the sources say${firstDifference(kept, content)}`] : [];
});
if (faults.length > 0) faults.push('Run `npm run openapi` and commit what it writes.');
if (isCheck && faults.length === 0) faults.push(...lint());
for (const fault of faults) console.error(fault);
process.exit(faults.length === 0 ? 0 : 1);

/** Where a reader would begin to look. */
function firstDifference(kept, content) {
  const [old, young] = [kept, content].map((text) => text.split('\n'));
  const line = young.findIndex((text, index) => text !== old[index]);
  return line < 0 ? '' : `: line ${line + 1} would be\n  ${young[line].trim().slice(0, 200)}`;
}

/** What Redocly finds, offline: it neither reports home nor looks for a newer version of itself. */
function lint() {
  const args = [program('@redocly/cli/bin/cli.js'), 'lint', 'openapi.json', '--max-problems=50'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...process.env,
      REDOCLY_TELEMETRY: 'off',
      REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
      NO_COLOR: '1',
    },
  });
  if (status === 0) return [];
  return [
    `${stdout}${stderr}`.trim(),
    'Mend the decorators or comments these come from, then run `npm run openapi`.',
  ];
}
