import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { errorCodes, findErrorCode } from './error-codes.js';

interface Thrown {
  readonly file: string;
  readonly kind: string | undefined;
  readonly code: string;
}

/** Every `new DomainError('kind', 'code'` of the source. */
function thrownCodes(): Thrown[] {
  const root = path.resolve(__dirname, '..');
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.startsWith('generated'))
    .flatMap((file) =>
      [
        ...readFileSync(path.join(root, file), 'utf8').matchAll(/new DomainError\(\s*'(\w+)',\s*'(\w+)'/g),
      ].map(([, kind, code = '']) => ({ file, kind, code })),
    );
}

describe('an error code', () => {
  test('that is thrown is documented, with the kind it is thrown with', () => {
    const thrown = thrownCodes();
    expect(thrown.length).toBeGreaterThan(10);
    expect(thrown.filter(({ kind, code }) => findErrorCode(code)?.kind !== kind)).toEqual([]);
  });

  test('and its title are written for clients: snake_case, a sentence without a full stop', () => {
    for (const [code, { title }] of Object.entries(errorCodes)) {
      expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
      expect(title).toMatch(/^[A-Z].*[^.]$/);
    }
  });

  test('is not found on a prototype', () => {
    expect(findErrorCode('constructor')).toBeUndefined();
  });
});
