// Module hooks that let plain Node import the project's TypeScript, for what runs outside Jest's transformation:
//   import { register } from 'node:module';
//   register('./typescript-hooks.mjs', import.meta.url);
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { threadId } from 'node:worker_threads';

export async function resolve(specifier, context, next) {
  if (/^\.{1,2}\/.*\.js$/.test(specifier) && context.parentURL?.endsWith('.ts')) {
    const source = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
    if (existsSync(source)) return { url: source.href, format: 'module', shortCircuit: true };
  }
  return next(specifier, context);
}

/** What was compiled before, by any process: starting one costs mostly this, and tests start hundreds. */
const kept = fileURLToPath(new URL('../../node_modules/.cache/holdfast-compiled', import.meta.url));
mkdirSync(kept, { recursive: true });
const require = createRequire(import.meta.url);
const { version } = require('@swc/core/package.json');

export async function load(url, context, next) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context);
  const file = fileURLToPath(url);
  return { format: 'module', source: compile(file, readFileSync(file, 'utf8')), shortCircuit: true };
}

function compile(file, source) {
  const options = JSON.stringify(optionsFor(file));
  const name = createHash('sha256').update(version).update(options).update(source).digest('hex');
  const place = path.join(kept, name);
  try {
    return readFileSync(place, 'utf8');
  } catch {
    const { code } = require('@swc/core').transformSync(source, optionsFor(file));
    // Whole or not at all, since others read it meanwhile.
    const whole = `${place}.${process.pid}.${threadId}`;
    writeFileSync(whole, code);
    renameSync(whole, place);
    return code;
  }
}

function optionsFor(file) {
  return {
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
  };
}
