import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Journal } from '../../common/journal.js';
import { defaultLimits } from './limits.js';
import { Store } from './store.js';

let folder: string;
let journal: Journal;
let store: Store;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'payment-store-'));
  store = new Store(defaultLimits, () => undefined);
  journal = await Journal.open(folder, () => undefined);
  await store.attach(journal);
});
afterEach(async () => {
  await journal.close();
  await rm(folder, { recursive: true, force: true });
});

async function written(): Promise<string> {
  const names = (await readdir(folder)).filter((name) => name.startsWith('journal-'));
  return (await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))).join('');
}

const keep = (id: string) => {
  store.put('secret', { id, value: `secret of ${id}` });
};

test('a commit that changes nothing waits for what others have changed', async () => {
  keep('a');
  let isOnDisk = false;
  const change = store.commit()?.then(() => {
    isOnDisk = true;
  });
  // Whoever reads now sees the change, and must not tell of it before it would survive a kill.
  await store.commit();
  expect(isOnDisk).toBe(true);
  expect(await written()).toContain('secret of a');
  await change;
  expect(store.commit()).toBeUndefined();
});

test('the changes of one commit are one line', async () => {
  keep('a');
  keep('b');
  store.delete('secret', 'a');
  await store.commit();
  const lines = (await written()).trimEnd().split('\n');
  expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
    [
      ['secret', null, 'a'],
      ['secret', { id: 'b', value: 'secret of b' }],
    ],
  ]);
});
