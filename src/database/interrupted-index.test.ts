import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from '../config/project-folder.js';
import { indexChangedBy } from './interrupted-index.js';

test('a migration that builds or drops an index beside writers does nothing else, so that it can be begun anew', () => {
  const folder = path.join(projectFolder(), 'prisma/migrations');
  const scripts = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => readFileSync(path.join(folder, entry.name, 'migration.sql'), 'utf8'))
    .filter((script) => /^(CREATE (UNIQUE )?|DROP )INDEX CONCURRENTLY/m.test(script));
  expect(scripts.length).toBeGreaterThan(0);
  expect(scripts.map(indexChangedBy)).not.toContain(undefined);
});

test.each([
  ['-- Why.\n\nCREATE INDEX CONCURRENTLY a_idx ON a (b, c);\n', 'a_idx'],
  ['-- Why.\nDROP INDEX CONCURRENTLY IF EXISTS a_idx;\n', 'a_idx'],
  ['DROP INDEX CONCURRENTLY a_idx;\n', undefined],
  ['CREATE INDEX a_idx ON a (b);\n', undefined],
  ['ALTER TABLE a ADD b text;\nCREATE INDEX CONCURRENTLY a_idx ON a (b);\n', undefined],
  ['CREATE INDEX CONCURRENTLY a_idx ON a (b);\nDROP TABLE c;\n', undefined],
])('%j changes %s', (script, index) => {
  expect(indexChangedBy(script)).toBe(index);
});
