import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');

interface Threat {
  readonly threat: string;
  readonly against: string;
  readonly tests: readonly string[];
}

/** The rows of every table in docs/security.md. */
function listThreats(): Threat[] {
  const lines = readFileSync(path.join(root, 'docs/security.md'), 'utf8').split('\n');
  return lines
    .filter((line) => line.startsWith('|') && !/^\| *(threat|-+) *\|/.test(line))
    .map((line) => {
      const [, threat = '', against = '', shownBy = ''] = line.split('|').map((cell) => cell.trim());
      return { threat, against, tests: shownBy.split('<br>') };
    });
}

/** What is wrong with `file` title, or undefined. */
function faultOf(named: string): string | undefined {
  const [, file, title = ''] = /^`([^`]+)` (.+)$/.exec(named) ?? [];
  if (file === undefined) return `is no file and title: ${named}`;
  if (!file.endsWith('.test.ts') || !existsSync(path.join(root, file)))
    return `there is no test file ${file}`;
  const source = readFileSync(path.join(root, file), 'utf8');
  // As the title of a test or a group of them, in whichever quotes it stands.
  const isTitle = ["'", '"', '`'].some((quote) => {
    const before = source.split(`${quote}${title}${quote}`).slice(0, -1);
    return before.some((text) => /\(\s*$/.test(text));
  });
  return isTitle ? undefined : `${file} has no test "${title}"`;
}

const threats = listThreats();

test('every threat of docs/security.md names tests that exist', () => {
  expect(threats.length).toBeGreaterThan(50);
  expect(threats.flatMap(({ tests }) => tests.flatMap((named) => faultOf(named) ?? []))).toEqual([]);
});

test('and files that exist', () => {
  const named = threats.flatMap(({ against }) => [
    ...against.matchAll(/`((?:src|docker|scripts)\/[^`]+|Dockerfile)`/g),
  ]);
  const files = named.map(([, file = '']) => file);
  expect(files.length).toBeGreaterThan(30);
  expect(files.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
});

test('a test that does not exist would be found', () => {
  const file = '`test/security/threats.test.ts`';
  expect(faultOf(`${file} and files that exist`)).toBeUndefined();
  expect(faultOf(`${file} a test nobody wrote`)).toContain('has no test');
  expect(faultOf('`test/security/nothing.test.ts` and files that exist')).toContain('no test file');
  expect(faultOf('see above')).toContain('no file and title');
});
