import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from '../config/project-folder.js';
import { differenceKinds } from './findings.js';

test('the handbook says of each kind of difference what to do about it, and of no other', () => {
  const text = readFileSync(path.join(projectFolder(), 'docs/reconciliation.md'), 'utf8');
  const section = text.split(/^## /m).find((part) => part.startsWith('What to do about it')) ?? '';
  const described = [...section.matchAll(/^\|([^|]+)\|/gm)]
    .flatMap(([, cell = '']) => [...cell.matchAll(/`(\w+)`/g)])
    .map(([, kind = '']) => kind);
  expect(described.toSorted()).toEqual(Object.keys(differenceKinds).toSorted());
});
