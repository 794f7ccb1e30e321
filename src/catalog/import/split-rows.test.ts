import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ImportReport } from './import-report.js';
import { FolderSource, type RowSource } from './row-source.js';
import { SplitRows } from './split-rows.js';

let folder: string;
let report: ImportReport;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'holdfast-split-'));
  report = new ImportReport();
});
afterEach(() => rmSync(folder, { recursive: true }));

const keyOf = (fields: Readonly<Record<string, string>>): string => fields['key'] ?? '';
const files = ['a.csv', 'b.csv', 'c.csv'].map((file) => ({ file, columns: ['key'], keyOf }));

function split(written: Readonly<Record<string, string>>): Promise<SplitRows> {
  for (const [name, text] of Object.entries(written)) writeFileSync(path.join(folder, name), text);
  return SplitRows.split(new FolderSource(folder, report), files, { keysPerPart: 2, temporary: folder });
}

async function linesOf(source: RowSource, file: string): Promise<string[]> {
  const lines: string[] = [];
  for await (const { line, fields } of source.read(file, ['key'])) lines.push(`${line} ${fields['value']}`);
  return lines;
}

test('all lines of a key are in one part, in their order, with the lines they stand on', async () => {
  const rows = await split({
    'a.csv': 'key,value\nx,1\ny,2\nz,"with ""quotes""\nand lines"\nx,4\n',
    'b.csv': 'value,key\n5,z\n6,new\n7,x\n',
  });
  expect([rows.size, rows.parts()]).toEqual([
    4,
    [
      ['x', 'y'],
      ['z', 'new'],
    ],
  ]);
  const [first, second] = [rows.part(0), rows.part(1)];
  expect(await linesOf(first, 'a.csv')).toEqual(['2 1', '3 2', '6 4']);
  expect(await linesOf(first, 'b.csv')).toEqual(['4 7']);
  expect(await linesOf(second, 'a.csv')).toEqual(['5 with "quotes"\nand lines']);
  expect(await linesOf(second, 'b.csv')).toEqual(['2 5', '3 6']);
  expect([await first.has('a.csv'), await first.has('c.csv')]).toEqual([true, false]);
  expect(report.problems).toEqual([]);
  await rows.remove();
});

test('what cannot be read is reported once, and every part of that file is known to be cut', async () => {
  const rows = await split({
    'a.csv': 'key,value\nx,1\ny\nz,3\n',
    'b.csv': 'key,value\nx,1\n',
    'c.csv': 'other\nx\n',
  });
  expect(report.problems).toMatchObject([
    { file: 'a.csv', line: 3 },
    { file: 'c.csv', line: 1 },
  ]);
  for (const part of [0, 1]) expect(rows.part(part).isCut('a.csv')).toBe(true);
  expect(rows.part(0).isCut('b.csv')).toBe(false);
  await rows.remove();
});

test('nothing stays behind of temporary files, also when a file cannot be read', async () => {
  const parts = (): string[] => readdirSync(folder).filter((name) => name.startsWith('holdfast-parts-'));
  const rows = await split({ 'a.csv': 'key,value\nx,1\n' });
  expect(parts()).toHaveLength(1);
  await rows.remove();
  expect(parts()).toEqual([]);
  const gone: RowSource = {
    has: () => Promise.resolve(true),
    isCut: () => false,
    read: () => {
      throw new Error('no such disk');
    },
  };
  await expect(SplitRows.split(gone, files, { keysPerPart: 2, temporary: folder })).rejects.toThrow(
    'no such disk',
  );
  expect(parts()).toEqual([]);
});
