import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, watch } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { projectFolder } from '../../src/config/project-folder.js';
import { PictureCollector } from '../../src/media/picture-collector.js';
import type { AdminPictureDto } from '../../src/media/pictures.dto.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { apiClient } from '../support/api-client.js';
import { cliEnv } from '../support/cli-env.js';
import { eventually } from '../support/eventually.js';
import { createHotelWithRooms } from '../support/hotel.js';
import { compiledProgram } from '../support/compiled-program.js';

let api: TestApp;
let worker: ChildProcess | undefined;
let heir: TestApp | undefined;
let hotelId: number;
let media: string;
let temporary: string;

beforeAll(async () => {
  // It sweeps and renders nothing: that is what workers are for.
  api = await startTestApp({ env: { ROLE: 'api' } });
  hotelId = (await createHotelWithRooms(api.prisma)).listingId;
  media = api.config.mediaDir;
  temporary = path.join(api.config.dataDir, 'temporary');
  mkdirSync(temporary);
});
afterAll(async () => {
  worker?.kill('SIGKILL');
  await heir?.close();
  await api.close();
});

/** The real program as a worker, on the database, the queue and the files of the API. */
function startWorker(): ChildProcess {
  const root = projectFolder();
  return spawn(process.execPath, [compiledProgram('main')], {
    cwd: root,
    env: {
      PATH: process.env['PATH'] ?? '',
      ...cliEnv(api),
      ROLE: 'worker',
      PORT: '0',
      LOG_LEVEL: 'silent',
      RECONCILE_EVERY_MINUTES: '0',
      TMPDIR: temporary,
    },
    stdio: 'ignore',
  });
}

async function kill(victim: ChildProcess): Promise<void> {
  const ended = once(victim, 'exit');
  victim.kill('SIGKILL');
  await ended;
}

/** Noise, which takes longest to be made smaller: some seconds of work for all renditions. */
async function largePicture(): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  return sharp({ create: { width: 4_000, height: 3_000, channels: 3, background: '#888', noise } })
    .jpeg({ quality: 70 })
    .toBuffer();
}

async function upload(bytes: Buffer): Promise<number> {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), 'large.jpg');
  const answer = await fetch(`${api.url}/v1/admin/hotels/${hotelId}/pictures`, {
    method: 'POST',
    headers: await api.signIn('manager', 'admin'),
    body: form,
  });
  expect(answer.status).toBe(201);
  return ((await answer.json()) as AdminPictureDto).pictureId;
}

function files(folder: string): string[] {
  return readdirSync(path.join(media, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(media, path.join(entry.parentPath, entry.name)));
}

/** Kills a worker that is at a picture at its first file; however fast it writes them, it does not come to the end. */
async function killAtFirstFile(victim: ChildProcess): Promise<void> {
  const guard = await api.prisma.pool.connect();
  const writing = watch(path.join(media, 'drafts'));
  try {
    await guard.query('BEGIN');
    await guard.query('SELECT p.picture_id FROM picture p FOR NO KEY UPDATE');
    await once(writing, 'change', { signal: AbortSignal.timeout(90_000) });
    await kill(victim);
  } finally {
    writing.close();
    await guard.query('ROLLBACK');
    guard.release();
  }
}

function picture(pictureId: number) {
  return api.prisma.picture.findFirstOrThrow({ where: { listingId: hotelId, pictureId } });
}

test('pictures whose worker is killed, while one is made smaller and one is written, are made by the next', async () => {
  const large = await largePicture();
  worker = startWorker();
  const first = await upload(large);
  await eventually(
    async () => expect(await picture(first)).toMatchObject({ status: 'pending', renderAttempts: 1 }),
    60_000,
    5,
  );
  await kill(worker);
  expect(await picture(first)).toMatchObject({ status: 'pending', renderAttempts: 1 });
  expect(await api.prisma.pictureObject.count({ where: { role: 'rendition' } })).toBe(0);

  const second = await upload(large);
  worker = startWorker();
  await eventually(
    async () => {
      const { _sum: begun } = await api.prisma.picture.aggregate({ _sum: { renderAttempts: true } });
      expect(begun.renderAttempts).toBe(2);
    },
    60_000,
    5,
  );
  await killAtFirstFile(worker);
  expect(await api.prisma.picture.count({ where: { status: 'ready' } })).toBe(0);
  expect(await api.prisma.pictureObject.count({ where: { role: 'rendition', state: 'writing' } })).toBe(6);

  heir = await startTestApp({ beside: api, env: { ROLE: 'worker' } });
  const admin = await apiClient(api, 'manager', 'admin');
  for (const pictureId of [first, second]) {
    const made = await eventually(async () => {
      const url = `/v1/admin/hotels/${hotelId}/pictures/${pictureId}`;
      const { body } = await admin.get<AdminPictureDto>(url);
      expect(body.status).toBe('ready');
      return body;
    }, 90_000);
    expect(made.renditions).toHaveLength(6);
    for (const { url, width, bytes } of made.renditions) {
      const answer = await fetch(`${api.url}${url}`);
      const served = Buffer.from(await answer.arrayBuffer());
      expect([answer.status, served.length, (await sharp(served).metadata()).width]).toEqual([
        200,
        bytes,
        width,
      ]);
    }
  }
  // Twice: what was condemned is deleted again before it is forgotten.
  for (let round = 0; round < 2; round += 1) {
    await heir.app.get(PictureCollector).collect({ graceSeconds: 0 });
  }
  const known = await api.prisma.pictureObject.findMany();
  expect(known.every(({ state }) => state === 'kept')).toBe(true);
  const inFolders = files('.').filter((file) => path.dirname(file) !== '.'); // beside them: the secret of uploads
  expect(inFolders.toSorted()).toEqual(known.map(({ key }) => key).toSorted());
  // What the compiler of the tests' own processes keeps there is no business of ours.
  expect(readdirSync(temporary).filter((name) => !name.startsWith('swc-'))).toEqual([]);
});
