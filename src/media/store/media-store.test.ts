import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import S3rver from 's3rver';
import { FileStore } from './file-store.js';
import type { MediaStore } from './media-store.js';
import { S3Store } from './s3-store.js';

const bucket = 'pictures';
const folder = mkdtempSync(path.join(tmpdir(), 'holdfast-store-'));
const files = path.join(folder, 'files');
const fileStore = new FileStore(files, 'a secret');
/** Those of s3rver. */
const credentials = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };

let server: S3rver;
let s3Store: S3Store;

beforeAll(async () => {
  server = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory: path.join(folder, 's3') });
  const { port } = await server.run();
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new S3Client({ endpoint, region: 'us-east-1', credentials, forcePathStyle: true });
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  client.destroy();
  s3Store = new S3Store({
    bucket,
    endpoint,
    region: 'us-east-1',
    credentials,
    pathStyle: true,
    prefix: 'here',
  });
});

afterAll(async () => {
  s3Store.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function textOf(store: MediaStore, key: string): Promise<string | undefined> {
  const found = await store.open(key);
  return found && (await buffer(found.body)).toString();
}

describe.each([
  ['a folder', () => fileStore],
  ['a bucket', () => s3Store],
] as [string, () => MediaStore][])('%s', (_name, storeOf) => {
  test('gives back what was put into it', async () => {
    const store = storeOf();
    await store.put('renditions/0f/3c/one', Buffer.from('bytes'), 'image/webp');
    expect(await textOf(store, 'renditions/0f/3c/one')).toBe('bytes');
    expect(
      await store.open('renditions/0f/3c/one').then((found) => (found?.body.destroy(), found?.length)),
    ).toBe(5);
    expect((await store.read('renditions/0f/3c/one', 5))?.toString()).toBe('bytes');
  });

  test('has nothing where nothing was put', async () => {
    expect(await storeOf().open('renditions/00/00/none')).toBeUndefined();
    expect(await storeOf().read('renditions/00/00/none', 10)).toBeUndefined();
  });

  test('reads no more into memory than was asked for', async () => {
    await storeOf().put('uploads/aa/large', Buffer.alloc(300_000), 'application/octet-stream');
    await expect(storeOf().read('uploads/aa/large', 200_000)).rejects.toMatchObject({
      code: 'payload_too_large',
    });
  });

  test('forgets what is removed, and does not mind what is not there', async () => {
    const store = storeOf();
    await store.put('originals/bb/two', Buffer.from('two'), 'application/octet-stream');
    await store.remove(['originals/bb/two', 'originals/bb/never']);
    await store.remove(['originals/bb/two']);
    expect(await store.open('originals/bb/two')).toBeUndefined();
    await store.remove([]);
  });
});

describe('a folder', () => {
  test('shows a file when all of it is there, and leaves nothing of one that broke off', async () => {
    const breaking = Readable.from(
      (async function* () {
        yield Buffer.from('half');
        expect(await fileStore.open('uploads/cc/broken')).toBeUndefined();
        throw new Error('gone');
      })(),
    );
    await expect(fileStore.receive('uploads/cc/broken', breaking, 1_000)).rejects.toThrow('gone');
    expect(await fileStore.open('uploads/cc/broken')).toBeUndefined();
    expect(readdirSync(path.join(files, 'drafts'))).toEqual([]);
  });

  test('takes no more than it was told to, however it arrives', async () => {
    const chunks = Array.from({ length: 11 }, () => Buffer.alloc(100));
    await expect(fileStore.receive('uploads/dd/long', Readable.from(chunks), 1_000)).rejects.toMatchObject({
      code: 'payload_too_large',
    });
    expect(await fileStore.open('uploads/dd/long')).toBeUndefined();
    expect(readdirSync(path.join(files, 'drafts'))).toEqual([]);
  });

  test('tidies up what a killed process had begun, and not what somebody is writing', async () => {
    const drafts = path.join(files, 'drafts');
    writeFileSync(path.join(drafts, 'old'), 'half');
    utimesSync(path.join(drafts, 'old'), new Date(0), new Date(0));
    writeFileSync(path.join(drafts, 'new'), 'half');
    await fileStore.tidy(new Date(Date.now() - 60_000));
    expect(readdirSync(drafts)).toEqual(['new']);
  });

  test('that cannot be written is out of reach, and says so', async () => {
    writeFileSync(path.join(folder, 'occupied'), '');
    const blocked = new FileStore(path.join(folder, 'occupied'), 'a secret');
    await expect(blocked.put('renditions/0f/3c/one', Buffer.from('bytes'))).rejects.toMatchObject({
      code: 'picture_store_unavailable',
    });
  });
});

describe('a bucket', () => {
  test('takes a file from whoever has the form for it', async () => {
    const target = await s3Store.createUpload({
      listingId: 1,
      pictureId: 1,
      objectId: '7a1c0de5-ba7f-4d00-95e1-d24768840f3c',
      key: 'uploads/ee/form',
      expiresAt: new Date(Date.now() + 60_000),
      maxBytes: 1_000,
    });
    expect(target).toMatchObject({ method: 'POST', fields: { key: 'here/uploads/ee/form' } });
    const policy = JSON.parse(Buffer.from(target.fields?.['Policy'] ?? '', 'base64').toString()) as {
      conditions: unknown[];
    };
    expect(policy.conditions).toContainEqual(['content-length-range', 1, 1_000]);
    const form = new FormData();
    for (const [name, value] of Object.entries(target.fields ?? {})) form.set(name, value);
    form.set('file', new Blob(['from outside']), 'picture.jpg');
    const answer = await fetch(target.url, { method: 'POST', body: form });
    expect([200, 201, 204]).toContain(answer.status);
    expect(await textOf(s3Store, 'uploads/ee/form')).toBe('from outside');
  });

  test('that does not answer is out of reach, and says so', async () => {
    const away = new S3Store({
      bucket,
      endpoint: 'http://127.0.0.1:1',
      region: 'us-east-1',
      credentials,
      pathStyle: true,
      prefix: '',
    });
    await expect(away.open('renditions/0f/3c/one')).rejects.toMatchObject({
      code: 'picture_store_unavailable',
    });
    await expect(away.put('renditions/0f/3c/one', Buffer.from(''), 'image/webp')).rejects.toMatchObject({
      code: 'picture_store_unavailable',
    });
    away.close();
  });
});
