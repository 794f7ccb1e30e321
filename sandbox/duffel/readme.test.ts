import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { faultNames } from './behaviour/fault-kinds.js';
import { operations } from './behaviour/operations.js';
import { namedBehaviours } from './behaviour/passenger-names.js';

test('every name, fault and operation is described', async () => {
  const readme = await readFile(join(process.cwd(), 'sandbox/duffel/README.md'), 'utf8');
  const missing = [...Object.keys(namedBehaviours), ...faultNames, ...operations.slice(0, 16)].filter(
    (name) => !readme.includes(`\`${name}\``),
  );
  expect(missing).toEqual([]);
});
