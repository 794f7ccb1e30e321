import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AppConfig } from '../../src/config/app-config.js';
import type { PrismaService } from '../../src/database/prisma.service.js';
import { violates } from '../../src/database/sql-error.js';
import { keyOfFile, keyOfRendition } from '../../src/media/object-keys.rules.js';
import { PictureCollector } from '../../src/media/picture-collector.js';
import { PictureReader } from '../../src/media/picture-reader.js';
import { PictureRenderer } from '../../src/media/picture-renderer.js';
import { findPictureRow, listUnrendered } from '../../src/media/picture.views.js';
import {
  beginRendering,
  deletePicture,
  insertObjects,
  insertPicture,
  keepOriginal,
  updateOrder,
} from '../../src/media/pictures.queries.js';
import { FileStore } from '../../src/media/store/file-store.js';
import { MetricsService } from '../../src/metrics/metrics.service.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../support/database.js';
import { createHotelWithRooms, type TestHotel } from '../support/hotel.js';
import { concurrently, deadlocksIn } from '../support/ledger.js';
import { photo } from '../support/pictures.js';
import { rowLocks, weaken } from '../support/weaken.js';

let database: TestDatabase;
let prisma: PrismaService;
let folder: string;
let hotel: TestHotel;

beforeEach(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url, { databasePoolSize: 20 });
  folder = mkdtempSync(path.join(tmpdir(), 'holdfast-media-'));
  hotel = await createHotelWithRooms(prisma);
});

afterEach(async () => {
  await prisma.close();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** How many of so many that are added at once are taken. */
async function addAtOnce(count: number, roomTypeId?: number): Promise<number> {
  let taken = 0;
  await concurrently({ count, clients: 16 }, async () => {
    try {
      await insertPicture(prisma, {
        hotelId: hotel.listingId,
        roomTypeId,
        caption: '',
        uploadTtlSeconds: 60,
      });
      taken += 1;
    } catch (error) {
      if (!violates(error, roomTypeId === undefined ? 'picture_hotel_limit' : 'picture_room_type_limit'))
        throw error;
    }
  });
  return taken;
}

describe('however many are added at once', () => {
  test('a hotel gets no more than a hundred pictures, and its room types twenty each', async () => {
    expect(await addAtOnce(130)).toBe(100);
    expect(await addAtOnce(40, hotel.skuIds[0])).toBe(20);
    expect(await prisma.picture.count()).toBe(120);
    expect(deadlocksIn(database.url)).toBe(0);
  });

  test('room is made for another by deleting one', async () => {
    await addAtOnce(20, hotel.skuIds[0]);
    const one = await prisma.picture.findFirstOrThrow();
    expect(await addAtOnce(3, hotel.skuIds[0])).toBe(0);
    await deletePicture(prisma, { hotelId: one.listingId, pictureId: one.pictureId });
    expect(await addAtOnce(3, hotel.skuIds[0])).toBe(1);
  });

  test('also not by one statement, nor by moving them', async () => {
    await expect(prisma.$executeRaw`
      INSERT INTO picture (listing_id, position, url)
      SELECT ${hotel.listingId}, n, 'https://pictures.example/' || n FROM generate_series(1, 101) n`).rejects.toThrow(
      'picture_hotel_limit',
    );
    await addAtOnce(1);
    await expect(prisma.$executeRaw`UPDATE picture SET sku_id = ${hotel.skuIds[0]}::integer`).rejects.toThrow(
      'picture_stays',
    );
  });

  test('control: without the lock the limit is passed', async () => {
    await weaken(prisma, ['picture_check_limits'], rowLocks);
    let most = 0;
    for (let round = 0; round < 20 && most <= 20; round += 1) {
      await prisma.picture.deleteMany();
      most = await addAtOnce(60, hotel.skuIds[0]);
    }
    expect(most).toBeGreaterThan(20);
  });
});

describe('an order', () => {
  test('names all pictures once, or changes nothing', async () => {
    await addAtOnce(3);
    const scope = { hotelId: hotel.listingId };
    const ids = (await prisma.picture.findMany({ orderBy: { position: 'asc' } })).map(
      (each) => each.pictureId,
    );
    const [a = 0, b = 0, c = 0] = ids;
    for (const wrong of [[], [a, b], [a, b, c, c], [a, b, b], [a, b, c, 999_999]]) {
      expect(await updateOrder(prisma, scope, wrong)).toBe(false);
    }
    expect(await updateOrder(prisma, scope, [c, a, b])).toBe(true);
    const after = await prisma.picture.findMany({ orderBy: { position: 'asc' } });
    expect(after.map(({ pictureId, position }) => [pictureId, position])).toEqual([
      [c, 0],
      [a, 1],
      [b, 2],
    ]);
  });

  test('that is set by several at once is that of one of them', async () => {
    await addAtOnce(8);
    const ids = (await prisma.picture.findMany()).map((each) => each.pictureId);
    await concurrently({ count: 60, clients: 12 }, async (index) => {
      const turned = [...ids.slice(index % 8), ...ids.slice(0, index % 8)];
      await updateOrder(prisma, { hotelId: hotel.listingId }, index % 2 === 0 ? turned : turned.toReversed());
    });
    const positions = (await prisma.picture.findMany()).map(({ position }) => position);
    expect(positions.toSorted((x, y) => x - y)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(deadlocksIn(database.url)).toBe(0);
  });
});

describe('what is collected', () => {
  function parts() {
    const config = new AppConfig();
    const store = new FileStore(folder, 'secret');
    const reader = new PictureReader(config);
    const renderer = new PictureRenderer(prisma, store, reader, config, new MetricsService());
    return { store, renderer, collector: new PictureCollector(prisma, store, config) };
  }

  /** A picture that waits for its renditions. */
  async function addOriginal(
    store: FileStore,
    bytes: Buffer,
  ): Promise<{ hotelId: number; pictureId: number }> {
    const hotelId = hotel.listingId;
    const row = await insertPicture(prisma, { hotelId, caption: '', uploadTtlSeconds: 60 });
    if (row === undefined) throw new Error('there is no hotel');
    const ref = { hotelId, pictureId: row.pictureId };
    const objectId = randomUUID();
    const key = keyOfFile('originals', objectId);
    await insertObjects(prisma, ref, [{ objectId, role: 'original', key }]);
    await store.put(key, bytes);
    await keepOriginal(prisma, { ...ref, objectId, width: 60, height: 40 });
    return ref;
  }

  /** Files of live pictures that are not there, and files that nothing knows of. */
  async function faults(): Promise<{ missing: string[]; unknown: string[] }> {
    const pictures = await prisma.picture.findMany({ where: { status: 'ready' } });
    const shown = pictures.flatMap(({ renditions }) =>
      (renditions as { path: string }[]).map((each) => keyOfRendition(each.path)),
    );
    const kept = await prisma.pictureObject.findMany({ where: { state: 'kept' } });
    const known = new Set((await prisma.pictureObject.findMany()).map(({ key }) => key));
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
    return {
      missing: [...shown, ...kept.map(({ key }) => key)].filter((key) => !existsSync(path.join(folder, key))),
      unknown: files.filter((file) => !known.has(file)),
    };
  }

  /** Pictures are rendered, made again and deleted while everything that is not referred to is collected at once. */
  async function collectWhileWorking(count: number): Promise<{ missing: string[]; unknown: string[] }> {
    const { store, renderer, collector } = parts();
    const bytes = await photo({ width: 60, height: 40 }).png().toBuffer();
    const refs: { hotelId: number; pictureId: number }[] = [];
    for (let index = 0; index < 6; index += 1) refs.push(await addOriginal(store, bytes));
    await concurrently({ count, clients: 6 }, async (index) => {
      const ref = refs[index % refs.length];
      if (ref === undefined) return;
      // Forgotten only later: somebody may be writing what is deleted here.
      if (index % 3 === 0) await collector.collect({ graceSeconds: 0, buriedSeconds: 3_600 });
      else {
        await prisma.$executeRaw`
          UPDATE picture SET status = 'pending', failure = NULL, render_attempts = 0
          WHERE listing_id = ${ref.hotelId} AND picture_id = ${ref.pictureId}`;
        // Collected while it was written: tried again, as its job would be.
        await renderer.render(ref).catch(() => {});
      }
    });
    const [first, ...rest] = refs;
    if (first !== undefined) await deletePicture(prisma, first);
    for (const ref of rest) await renderer.render(ref);
    await collector.collect({ graceSeconds: 0 });
    await collector.collect({ graceSeconds: 0 });
    return faults();
  }

  test('is never anything that is shown, however it falls together, and nothing stays that is not', async () => {
    expect(await collectWhileWorking(60)).toEqual({ missing: [], unknown: [] });
    expect(deadlocksIn(database.url)).toBe(0);
    // Five originals with two renditions each; the files of the sixth are gone with it.
    expect(await prisma.pictureObject.groupBy({ by: ['state'], _count: true })).toEqual([
      { state: 'kept', _count: 15 },
    ]);
  });

  test('control: where a picture may refer to what was condemned, files of live pictures are lost', async () => {
    await weaken(prisma, ['picture_keep_renditions'], / AND o\.state = 'writing'/g);
    let missing = 0;
    for (let round = 0; round < 10 && missing === 0; round += 1) {
      missing = (await collectWhileWorking(60)).missing.length;
    }
    expect(missing).toBeGreaterThan(0);
  });

  test('are the files of a worker that was killed; its picture is made by another', async () => {
    const { store, renderer, collector } = parts();
    const ref = await addOriginal(store, await photo({ width: 60, height: 40 }).png().toBuffer());
    // As far as it came: begun, one of its files written, the other one half.
    expect(await beginRendering(prisma, ref)).toMatchObject({ attempt: 1 });
    const left = ['renditions/aa/bb/one', 'renditions/aa/bb/two'];
    await insertObjects(
      prisma,
      ref,
      left.map((key) => ({ objectId: randomUUID(), role: 'rendition', key })),
    );
    await store.put(left[0] ?? '', Buffer.from('one'));
    const due = { waitingSeconds: 0, workingSeconds: 3_600, limit: 10 };
    expect(await listUnrendered(prisma, due)).toEqual([]);
    expect(await listUnrendered(prisma, { ...due, workingSeconds: 0 })).toEqual([ref]);
    await renderer.render(ref);
    await renderer.render(ref);
    expect(await findPictureRow(prisma, ref.hotelId, ref.pictureId)).toMatchObject({ status: 'ready' });
    expect(await collector.collect({ graceSeconds: 3_600 })).toEqual({ uploads: 0, objects: 0 });
    expect(await collector.collect({ graceSeconds: 0 })).toEqual({ uploads: 0, objects: 2 });
    await collector.collect({ graceSeconds: 0 });
    expect(await faults()).toEqual({ missing: [], unknown: [] });
  });

  test('are uploads that were never completed, when their time is over', async () => {
    const { store, collector } = parts();
    const row = await insertPicture(prisma, { hotelId: hotel.listingId, caption: '', uploadTtlSeconds: 600 });
    const ref = { hotelId: hotel.listingId, pictureId: row?.pictureId ?? 0 };
    await insertObjects(prisma, ref, [{ objectId: randomUUID(), role: 'upload', key: 'uploads/aa/one' }]);
    await store.put('uploads/aa/one', Buffer.from('one'));
    expect(await collector.collect({ graceSeconds: 3_600 })).toEqual({ uploads: 0, objects: 0 });
    await prisma.$executeRaw`
      UPDATE picture SET upload_expires_at = now() - interval '2 hours'`;
    await prisma.$executeRaw`UPDATE picture_object SET state_at = now() - interval '2 hours'`;
    expect(await collector.collect({ graceSeconds: 3_600 })).toEqual({ uploads: 1, objects: 1 });
    expect(await prisma.picture.count()).toBe(0);
    expect(existsSync(path.join(folder, 'uploads/aa/one'))).toBe(false);
  });

  test('a picture that cannot be made is given up after a few attempts, also one that kills its worker', async () => {
    const { store, renderer } = parts();
    const broken = await addOriginal(store, Buffer.from('no picture at all'));
    for (let attempt = 1; attempt < 5; attempt += 1)
      await expect(renderer.render(broken)).rejects.toThrow('unsupported image format');
    await renderer.render(broken);
    expect(await findPictureRow(prisma, broken.hotelId, broken.pictureId)).toMatchObject({
      status: 'failed',
      failure: 'gave_up',
    });
    const deadly = await addOriginal(store, Buffer.from('kills whoever reads it'));
    for (let attempt = 1; attempt <= 5; attempt += 1) await beginRendering(prisma, deadly);
    await renderer.render(deadly);
    expect(await findPictureRow(prisma, deadly.hotelId, deadly.pictureId)).toMatchObject({
      status: 'failed',
    });
    const lost = await addOriginal(store, Buffer.from('lost'));
    await store.remove(
      (await prisma.pictureObject.findMany({ where: { pictureId: lost.pictureId } })).map((o) => o.key),
    );
    await renderer.render(lost);
    expect(await findPictureRow(prisma, lost.hotelId, lost.pictureId)).toMatchObject({
      failure: 'original_missing',
    });
  });

  test('are the files of a hotel’s pictures that are deleted with their room type', async () => {
    const { collector } = parts();
    const [roomTypeId = 0] = hotel.skuIds;
    const { listingId: hotelId } = hotel;
    const row = await insertPicture(prisma, { hotelId, roomTypeId, caption: '', uploadTtlSeconds: 60 });
    const objectId = randomUUID();
    const ref = { hotelId, pictureId: row?.pictureId ?? 0 };
    await insertObjects(prisma, ref, [{ objectId, role: 'original', key: 'originals/aa/one' }]);
    await keepOriginal(prisma, { ...ref, objectId, width: 1, height: 1 });
    await prisma.$executeRaw`DELETE FROM room`;
    await prisma.$executeRaw`DELETE FROM room_type`;
    expect(await prisma.picture.count()).toBe(0);
    expect(await collector.collect({ graceSeconds: 0 })).toEqual({ uploads: 0, objects: 1 });
  });
});
