import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { transformSync } from '@swc/core';
import { projectFolder } from '../../src/config/project-folder.js';

/**
 * The product as it is now, compiled into a folder of its own (0.3 s): processes start a second faster than from
 * TypeScript, and all of a run start the same thing, whatever is edited meanwhile. The caller removes the folder.
 */
export function compileSources(): string {
  const root = projectFolder();
  const folder = mkdtempSync(path.join(tmpdir(), 'holdfast-compiled-'));
  for (const entry of ['src', 'sandbox'].flatMap((top) => sourcesBelow(path.join(root, top)))) {
    const target = path.join(folder, path.relative(root, entry)).replace(/\.ts$/, '.js');
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, compile(entry));
  }
  for (const name of ['node_modules', 'package.json', 'data'])
    symlinkSync(path.join(root, name), path.join(folder, name));
  cpSync(path.join(root, 'prisma'), path.join(folder, 'prisma'), { recursive: true });
  return folder;
}

function sourcesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => path.join(folder, name));
}

function compile(file: string): string {
  return transformSync(readFileSync(file, 'utf8'), {
    filename: file,
    swcrc: false,
    configFile: false,
    sourceMaps: 'inline',
    jsc: {
      target: 'es2023',
      keepClassNames: true,
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: true },
    },
    module: { type: 'es6' },
  }).code;
}
