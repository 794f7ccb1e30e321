import path from 'node:path';

/** A program of the product, compiled at the start of the test run: `compiledProgram('main')` is what `npm start` runs. */
export function compiledProgram(name: 'main' | 'cli'): string {
  const folder = process.env['TEST_COMPILED_SOURCES'];
  if (folder === undefined)
    throw new Error('TEST_COMPILED_SOURCES is missing: was jest started without its global setup?');
  return path.join(folder, 'src', `${name}.js`);
}
