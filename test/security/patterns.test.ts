import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createContext, Script } from 'node:vm';
import ts from 'typescript';
import { cutSecrets } from '../../src/logging/redact.js';

const root = path.resolve(__dirname, '../..');
/** Longer than whatever reaches a pattern: a body has 100 kB, a header 16 kB. */
const length = 50_000;
/** A pattern that takes steps in proportion to the text needs a few; one that takes their square needs seconds. */
const patienceMs = 400;

interface Pattern {
  readonly where: string;
  readonly regex: RegExp;
}

/** Every regular expression that stands in the source. */
function listPatterns(): Pattern[] {
  return readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter(
      (file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !/^(generated|metadata)/.test(file),
    )
    .flatMap((file) => patternsOf(path.join('src', file)));
}

function patternsOf(file: string): Pattern[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  const patterns: Pattern[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      const regex = new RegExp(node.text.slice(1, end), node.text.slice(end + 1));
      patterns.push({ where: `${file} ${node.text}`, regex });
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.ESNext));
  return patterns;
}

/** Texts that make a pattern try again and again: something it likes, many times, and an end it does not like. */
function attacksOn({ source }: RegExp): string[] {
  const liked = new Set([
    'a',
    'A',
    '0',
    ' ',
    '\t',
    '-',
    '_',
    '.',
    ':',
    '/',
    '\\',
    '"',
    ',',
    '@',
    '=',
    '\u00e9',
    'x1',
    'a ',
    '0-',
    'a.',
    '":',
    '\\"',
  ]);
  // Letters of the pattern itself, and words of it.
  for (const word of source.replaceAll(/\\[a-zA-Z]|[[\](){}?*+^$|\\]/g, ' ').split(/\s+/)) {
    if (word !== '') liked.add(word.slice(0, 12)).add(word.charAt(0));
  }
  return [...liked].flatMap((unit) => {
    const many = unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
    return [many, `${many}\u0001`, `\u0001${many}`, `${many}!${many}`];
  });
}

const attempt = new Script('regex.exec(text)');

/** Whether one of the attacks takes longer than patience lasts, each time: a machine may be busy with something else once. */
function isBusy({ regex }: Pattern): boolean {
  return attacksOn(regex).some((text) => [1, 2, 3].every(() => isCutOff(regex, text)));
}

/** Whether patience ended first. Some would take for ever. */
function isCutOff(regex: RegExp, text: string): boolean {
  try {
    attempt.runInContext(createContext({ regex, text }), { timeout: patienceMs });
    return false;
  } catch (error) {
    if (
      typeof error === 'object' &&
      error !== null &&
      'code' in error &&
      error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
    )
      return true;
    throw error;
  }
}

test('no pattern of ours can be kept busy by a long text', () => {
  const patterns = listPatterns();
  expect(patterns.length).toBeGreaterThan(40);
  expect(patterns.filter(isBusy).map(({ where }) => where)).toEqual([]);
});

test('what cuts secrets out of the log is not kept busy by a long line', () => {
  const units = [
    'Bearer ',
    '://',
    '://a:',
    'pi_a',
    'pi_a_secret_',
    'eyJ',
    'eyJaaaaaaaa.',
    ':',
    'pm_',
    'sk_live_',
    'whsec_',
    '@',
    '_',
  ];
  for (const unit of units) {
    const line = unit.repeat(length / unit.length);
    const began = performance.now();
    cutSecrets(`${line}@${line}`);
    expect([unit, performance.now() - began < patienceMs]).toEqual([unit, true]);
  }
});

test.each([/^(a+)+$/, /\s+$/, /^(\w+\s?)*$/, /(.*),(.*),(.*)!/])('%s, which can be, is found', (regex) => {
  expect(isBusy({ where: '', regex })).toBe(true);
});
