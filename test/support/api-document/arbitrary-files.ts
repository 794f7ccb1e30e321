import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc, { type Arbitrary } from 'fast-check';
import { projectFolder } from '../../../src/config/project-folder.js';
import type { MediaType } from './api-document.js';

const sample = path.join(projectFolder(), 'data/sample');
const picture = readFileSync(path.join(sample, 'pictures/room-standard.webp'));

/** Files that are what they seem up to some byte, that are something else, and that are nothing. */
const contents: Arbitrary<Uint8Array> = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.string({ unit: 'binary', maxLength: 300 }).map(encoded),
  fc.nat(picture.length - 1).map((length) => picture.subarray(0, length)),
  fc
    .constantFrom(
      '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
      'GIF89a',
      '\u0089PNG\r\n\u001a\n',
      'code,name\n',
      'code,name\n"X',
      `iata,name,country\n${'A'.repeat(5_000)},,\n,,,,,,,\n`,
    )
    .map(encoded),
  fc.constantFrom('airlines.csv', 'rates.csv').map((name) => readFileSync(path.join(sample, name))),
);
const names = fc.constantFrom(
  'airlines.csv',
  'rates.csv',
  'hotels.csv',
  'pool.webp',
  '../../x.csv',
  '',
  'x'.repeat(300),
);

/** What is sent to an operation that takes no JSON: a file by itself, or a form with files and other fields. */
export function files(body: Readonly<Record<string, MediaType>>): Arbitrary<FormData | Blob> {
  const form = body['multipart/form-data'];
  if (form !== undefined) return forms(Object.keys(form.schema?.properties ?? {}));
  return fc
    .tuple(fc.constantFrom(...Object.keys(body)), contents)
    .map(([type, bytes]) => new Blob([new Uint8Array(bytes)], { type }));
}

function forms(fields: readonly string[]): Arbitrary<FormData> {
  const field = fc.constantFrom(...fields, ...fields, 'unknown', '__proto__');
  const file = fc.tuple(field, contents, names);
  const text = fc.tuple(field, fc.string({ maxLength: 600 }), names);
  return fc.array(fc.oneof({ weight: 3, arbitrary: file }, text), { maxLength: 3 }).map((entries) => {
    const form = new FormData();
    for (const [name, content, fileName] of entries) {
      if (typeof content === 'string') form.append(name, content);
      else form.append(name, new Blob([new Uint8Array(content)]), fileName);
    }
    return form;
  });
}

function encoded(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
