import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const root = path.resolve(__dirname, '../..');
const hooks = pathToFileURL(path.join(root, 'test/support/typescript-hooks.mjs')).href;
const register = `data:text/javascript,import{register}from'node:module';register('${hooks}')`;
const file = pathToFileURL(path.join(__dirname, 'standard-output.ts')).href;

/** What a process has written to its standard output when it has come to its end. */
function outputOf(work: string): string {
  const program = `import { logOutput } from '${file}'; const output = logOutput(); ${work}`;
  const child = spawnSync(
    process.execPath,
    ['--import', register, '--input-type=module', '--eval', program],
    { encoding: 'utf8', cwd: root },
  );
  return child.stdout;
}

const lines = Array.from({ length: 2_000 }, (_, index) => `line ${index} ${'x'.repeat(40)}\n`);
const write = "for (let at = 0; at < 2000; at += 1) output.write(`line ${at} ${'x'.repeat(40)}\\n`);";

test.each([
  ['comes to its end', ''],
  ['is told to end at once', 'process.exit(1);'],
  ['crashes', "throw new Error('broken');"],
  ['crashes later', "setImmediate(() => { output.write('last\\n'); throw new Error('broken'); });"],
])('a process that %s has written every line, in order', (_how, end) => {
  const output = outputOf(`${write} ${end}`);
  expect(output.split(/(?<=\n)/).slice(0, lines.length)).toEqual(lines);
  expect(output.endsWith('last\n')).toBe(end.includes('last'));
});
