import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import type { HotelDto, RoomTypeDto } from '../../src/catalog/hotels.dto.js';
import { PictureCollector } from '../../src/media/picture-collector.js';
import type { AdminPictureDto, AdminPicturesDto, PictureUploadDto } from '../../src/media/pictures.dto.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { apiClient, type ApiAnswer, type ApiClient } from '../support/api-client.js';
import { cliEnv } from '../support/cli-env.js';
import { eventually } from '../support/eventually.js';
import { createHotelWithRooms, type TestHotel } from '../support/hotel.js';
import { agreementPatienceMs, untilListening } from '../support/pages.js';
import { photo } from '../support/pictures.js';
import { runCli } from '../support/run-cli.js';

const maxBytes = 200_000;
/** A picture is made within a second on a machine that has nothing else to do. */
const renderPatienceMs = 20_000;

let holdfast: TestApp;
let admin: ApiClient;
let credentials: { authorization: string };
let hotel: TestHotel;
let base: string;
let jpeg: Buffer;

beforeAll(async () => {
  jpeg = await photo().jpeg().toBuffer();
  holdfast = await startTestApp({ env: { MEDIA_MAX_BYTES: String(maxBytes), MEDIA_MAX_UPLOADS: '2' } });
  admin = await apiClient(holdfast, 'manager', 'admin');
  credentials = await holdfast.signIn('manager', 'admin');
  await untilListening(holdfast);
});
afterAll(() => holdfast.close());

beforeEach(async () => {
  hotel = await createHotelWithRooms(holdfast.prisma);
  base = `/v1/admin/hotels/${hotel.listingId}`;
});

/** Sends a form with a file, as a browser does. */
async function upload<Body = AdminPictureDto & { code: string }>(
  to: string,
  bytes: Buffer,
  { name = 'picture.jpg', type = 'image/jpeg', caption, key }: UploadOptions = {},
): Promise<ApiAnswer<Body>> {
  const form = new FormData();
  if (caption !== undefined) form.set('caption', caption);
  form.set('file', new Blob([new Uint8Array(bytes)], { type }), name);
  const answer = await fetch(`${holdfast.url}${to}`, {
    method: 'POST',
    headers: { ...credentials, ...(key !== undefined && { 'idempotency-key': key }) },
    body: form,
  });
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Body };
}

interface UploadOptions {
  readonly name?: string;
  readonly type?: string;
  readonly caption?: string;
  readonly key?: string;
}

/** The picture once its renditions are made. */
function ready(pictureId: number): Promise<AdminPictureDto> {
  return eventually(async () => {
    const { body } = await admin.get<AdminPictureDto>(`${base}/pictures/${pictureId}`);
    expect(body.status).toBe('ready');
    return body;
  }, renderPatienceMs);
}

async function shownHotel(): Promise<HotelDto> {
  return (await admin.get<HotelDto>(`/v1/hotels/${hotel.listingId}`)).body;
}

async function collectEverything(): Promise<void> {
  await holdfast.app.get(PictureCollector).collect({ graceSeconds: 0 });
}

describe('a picture', () => {
  test('is uploaded, made in three widths, shown to guests, served for good, and gone when it is deleted', async () => {
    expect((await shownHotel()).pictures).toEqual([]);
    const added = await upload(`${base}/pictures`, jpeg, { caption: 'The pool' });
    expect(added).toMatchObject({
      status: 201,
      body: { caption: 'The pool', width: 900, height: 600, position: 0 },
    });
    const { pictureId, url } = await ready(added.body.pictureId);

    // A hotel that was looked at before shows it, and its tag has changed.
    const shown = await eventually(async () => {
      const [picture] = (await shownHotel()).pictures;
      expect(picture).toMatchObject({ pictureId, url, caption: 'The pool', width: 900, height: 600 });
      return picture;
    }, agreementPatienceMs);
    expect(shown?.renditions.map(({ format, width }) => `${format} ${width}`)).toEqual([
      'webp 480',
      'avif 480',
      'webp 900',
      'avif 900',
    ]);
    for (const rendition of shown?.renditions ?? []) {
      const answer = await fetch(`${holdfast.url}${rendition.url}`);
      expect(answer.status).toBe(200);
      const bytes = Buffer.from(await answer.arrayBuffer());
      expect(bytes.length).toBe(rendition.bytes);
      expect(await sharp(bytes).metadata()).toMatchObject({
        width: rendition.width,
        height: rendition.height,
      });
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'content-type': `image/${rendition.format}`,
        'cache-control': 'public, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
        'cross-origin-resource-policy': 'cross-origin',
      });
      const etag = answer.headers.get('etag') ?? '';
      expect(rendition.url).toContain(etag.replaceAll('"', ''));
      const again = await fetch(`${holdfast.url}${rendition.url}`, { headers: { 'if-none-match': etag } });
      expect([again.status, await again.text()]).toEqual([304, '']);
      const head = await fetch(`${holdfast.url}${rendition.url}`, { method: 'HEAD' });
      expect([head.status, head.headers.get('content-length')]).toEqual([200, String(rendition.bytes)]);
    }

    expect((await admin.delete(`${base}/pictures/${pictureId}`)).status).toBe(204);
    expect(await admin.delete(`${base}/pictures/${pictureId}`)).toMatchObject({
      status: 404,
      body: { code: 'picture_not_found' },
    });
    await eventually(async () => expect((await shownHotel()).pictures).toEqual([]), agreementPatienceMs);
    // Whoever has the page open still sees it for a while.
    expect((await fetch(`${holdfast.url}${url}`)).status).toBe(200);
    await collectEverything();
    expect((await fetch(`${holdfast.url}${url}`)).status).toBe(404);
  });

  test('of a room type is shown with it, also where its price is asked for', async () => {
    const [roomTypeId = 0] = hotel.skuIds;
    const added = await upload(`${base}/rooms/${roomTypeId}/pictures`, jpeg, { caption: 'The bed' });
    expect(added).toMatchObject({ status: 201, body: { roomTypeId } });
    await ready(added.body.pictureId);
    await eventually(async () => {
      const rooms = await admin.get<{ data: RoomTypeDto[] }>(`/v1/hotels/${hotel.listingId}/rooms`);
      expect(rooms.body.data[0]?.pictures).toMatchObject([{ caption: 'The bed', renditions: { length: 4 } }]);
    }, agreementPatienceMs);
    expect((await shownHotel()).pictures).toEqual([]);
    expect((await admin.get<AdminPicturesDto>(`${base}/pictures`)).body.data).toEqual([]);
    expect(
      (await admin.get<AdminPicturesDto>(`${base}/rooms/${roomTypeId}/pictures`)).body.data,
    ).toHaveLength(1);
  });

  test('is what its bytes are, whatever it is called', async () => {
    const png = await photo({ width: 50, height: 40 }).png().toBuffer();
    expect((await upload(`${base}/pictures`, png, { name: 'page.html', type: 'text/html' })).status).toBe(
      201,
    );
    const page = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    expect(await upload(`${base}/pictures`, page, { name: 'photo.jpg', type: 'image/jpeg' })).toMatchObject({
      status: 415,
      body: { code: 'picture_type_unsupported' },
    });
    expect(await upload(`${base}/pictures`, jpeg.subarray(0, 1_500))).toMatchObject({
      status: 422,
      body: { code: 'picture_unreadable' },
    });
    expect(await upload(`${base}/pictures`, Buffer.alloc(maxBytes + 1))).toMatchObject({
      status: 413,
      body: { code: 'payload_too_large' },
    });
    // Nothing of what was refused is left.
    expect((await admin.get<AdminPicturesDto>(`${base}/pictures`)).body.data).toHaveLength(1);
  });

  test('that is uploaded twice with one key is there once', async () => {
    const answers = [];
    for (let round = 0; round < 2; round += 1)
      answers.push(await upload(`${base}/pictures`, jpeg, { key: 'once' }));
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers[1]?.body.pictureId).toBe(answers[0]?.body.pictureId);
    expect((await admin.get<AdminPicturesDto>(`${base}/pictures`)).body.data).toHaveLength(1);
  });

  test('is captioned and put in order by who has seen it, and the trail says by whom', async () => {
    const ids = [];
    for (let index = 0; index < 3; index += 1)
      ids.push((await upload(`${base}/pictures`, jpeg)).body.pictureId);
    const [a = 0, b = 0, c = 0] = ids;
    const order = async (pictureIds: unknown) =>
      fetch(`${holdfast.url}${base}/pictures/order`, {
        method: 'PUT',
        headers: { ...credentials, 'content-type': 'application/json' },
        body: JSON.stringify({ pictureIds }),
      });
    const { data } = (await (await order([c, a, b])).json()) as AdminPicturesDto;
    expect(data.map(({ pictureId, position }) => [pictureId, position])).toEqual([
      [c, 0],
      [a, 1],
      [b, 2],
    ]);
    expect((await order([c, a])).status).toBe(409);
    for (const wrong of [[a, a, b], 'all', [1.5], ['1'], [null], undefined])
      expect((await order(wrong)).status).toBe(400);

    const one = await admin.get<AdminPictureDto>(`${base}/pictures/${a}`);
    const change = (headers: Record<string, string>, body: unknown) =>
      fetch(`${holdfast.url}${base}/pictures/${a}`, {
        method: 'PATCH',
        headers: { ...credentials, 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });
    const etag = one.headers.get('etag') ?? '';
    expect((await change({}, { caption: 'x' })).status).toBe(428);
    expect((await change({ 'if-match': etag }, { caption: 'x'.repeat(501) })).status).toBe(400);
    expect((await change({ 'if-match': etag }, { caption: 'The garden' })).status).toBe(200);
    expect((await change({ 'if-match': etag }, { caption: 'Lost' })).status).toBe(412);
    const { body } = await admin.get<{ data: { action: string; actor: string }[] }>(
      `/v1/admin/audit?kind=picture&hotelId=${hotel.listingId}`,
    );
    expect(body.data.map(({ action, actor }) => `${actor} ${action}`)).toEqual([
      'manager changed',
      'manager set',
      'manager created',
      'manager created',
      'manager created',
    ]);
  });

  test('can be made again, and is shown as it was until then', async () => {
    const { pictureId } = (await upload(`${base}/pictures`, jpeg)).body;
    const before = await ready(pictureId);
    const again = await admin.post<AdminPictureDto>(`${base}/pictures/${pictureId}/render`);
    expect(again).toMatchObject({ status: 202, body: { status: 'pending', renditions: before.renditions } });
    const after = await ready(pictureId);
    expect(after.renditions.map(({ bytes }) => bytes)).toEqual(before.renditions.map(({ bytes }) => bytes));
    expect(after.url).not.toBe(before.url);
  });

  test.each([
    ['a hotel that does not exist', '/v1/admin/hotels/999999/pictures', 'hotel_not_found'],
    [
      'a room type that does not exist',
      '/v1/admin/hotels/HOTEL/rooms/999999/pictures',
      'room_type_not_found',
    ],
  ])('of %s is refused, however it is asked for', async (_what, template, code) => {
    const to = template.replace('HOTEL', String(hotel.listingId));
    expect((await upload(to, jpeg)).body.code).toBe(code);
    expect((await admin.get(to)).body.code).toBe(code);
    expect((await admin.post(`${to}/uploads`, {})).body.code).toBe(code);
  });

  test('over the limit is refused, and nothing of it is kept', async () => {
    const [roomTypeId = 0] = hotel.skuIds;
    await holdfast.prisma.$executeRaw`
      INSERT INTO picture (listing_id, sku_id, position, url)
      SELECT ${hotel.listingId}, ${roomTypeId}, n, 'https://pictures.example/' || n FROM generate_series(1, 20) n`;
    const to = `${base}/rooms/${roomTypeId}/pictures`;
    expect(await upload(to, jpeg)).toMatchObject({
      status: 409,
      body: { code: 'too_many_pictures', limit: 20 },
    });
    expect(await admin.post(`${to}/uploads`, {})).toMatchObject({
      status: 409,
      body: { code: 'too_many_pictures' },
    });
    expect((await upload(`${base}/pictures`, jpeg)).status).toBe(201);
  });
});

describe('an upload to the store itself', () => {
  async function begin(body: object = {}): Promise<PictureUploadDto> {
    const answer = await admin.post<PictureUploadDto>(`${base}/pictures/uploads`, body);
    expect(answer).toMatchObject({
      status: 201,
      body: { status: 'awaiting_upload', upload: { method: 'PUT', maxBytes } },
    });
    return answer.body;
  }
  async function put(url: string, bytes: Buffer, headers: Record<string, string> = {}): Promise<number> {
    const answer = await fetch(`${holdfast.url}${url}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream', ...headers },
      body: new Uint8Array(bytes),
    });
    await answer.text();
    return answer.status;
  }
  const complete = (pictureId: number) =>
    admin.post<AdminPictureDto & { code: string }>(`${base}/pictures/${pictureId}/complete`);

  test('needs nothing but its address, is completed once or twice, and then looks like any other', async () => {
    const { pictureId, upload: target } = await begin({ caption: 'From afar' });
    expect(await complete(pictureId)).toMatchObject({ status: 409, body: { code: 'upload_missing' } });
    expect(await put(target.url, Buffer.from('not yet a picture'))).toBe(204);
    expect(await complete(pictureId)).toMatchObject({
      status: 415,
      body: { code: 'picture_type_unsupported' },
    });
    expect(await put(target.url, jpeg)).toBe(204);
    const both = await Promise.all([complete(pictureId), complete(pictureId)]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect(await ready(pictureId)).toMatchObject({
      caption: 'From afar',
      width: 900,
      renditions: { length: 4 },
    });
    expect((await complete(pictureId)).status).toBe(200);
    // The address is worth nothing any more, and nothing of the upload stays.
    expect(await put(target.url, jpeg)).toBe(404);
    await collectEverything();
    await collectEverything();
    expect(
      await holdfast.prisma.pictureObject.groupBy({
        by: ['role', 'state'],
        where: { pictureId },
        _count: true,
      }),
    ).toEqual(
      expect.arrayContaining([
        { role: 'original', state: 'kept', _count: 1 },
        { role: 'rendition', state: 'kept', _count: 4 },
      ]),
    );
    expect(await holdfast.prisma.pictureObject.count({ where: { pictureId } })).toBe(5);
  });

  test('is refused when it is too large, also in pieces of unknown number', async () => {
    const { upload: target } = await begin();
    expect(await put(target.url, Buffer.alloc(maxBytes + 1))).toBe(413);
    const pieces = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let index = 0; index < 5; index += 1) controller.enqueue(new Uint8Array(maxBytes / 4));
        controller.close();
      },
    });
    const answer = await fetch(`${holdfast.url}${target.url}`, {
      method: 'PUT',
      headers: { 'content-type': 'image/jpeg' },
      body: pieces,
      duplex: 'half',
    });
    expect(answer.status).toBe(413);
  });

  test('is refused at an address that was made up, changed or has ended', async () => {
    const { pictureId, upload: target } = await begin();
    const token = target.url.split('/').at(-1) ?? '';
    const parts = token.split('.');
    const withPart = (at: number, part: string) =>
      `/v1/uploads/${parts.map((each, index) => (index === at ? part : each)).join('.')}`;
    for (const wrong of [
      withPart(0, '1'),
      withPart(1, String(pictureId + 1)),
      withPart(2, 'f'.repeat(32)),
      withPart(3, '99999999999'),
      withPart(4, 'A'.repeat(43)),
    ]) {
      expect([wrong, await put(wrong, jpeg)]).toEqual([wrong, 404]);
    }
    expect(await put('/v1/uploads/nonsense', jpeg)).toBe(400);
    expect(await put(target.url, jpeg, { 'content-type': 'text/html' })).toBe(415);
    await holdfast.prisma.picture.updateMany({
      where: { pictureId },
      data: { uploadExpiresAt: new Date(Date.now() - 1_000) },
    });
    expect(await put(target.url, jpeg)).toBe(410);
    expect(await complete(pictureId)).toMatchObject({ status: 410, body: { code: 'upload_expired' } });
  });
});

describe('the store', () => {
  test.each([
    '/media/../upload-secret',
    '/media/%2e%2e/%2e%2e/upload-secret',
    '/media/originals/aa/bb',
    '/media/aa/bb/..%2f..%2f..%2fupload-secret',
    `/media/aa/bb/aabb${'0'.repeat(28)}-${'0'.repeat(32)}.webp%00`,
    `/media/00/00/aabb${'0'.repeat(28)}-${'0'.repeat(32)}.webp`,
    `/media/aa/bb/aabb${'0'.repeat(28)}-${'0'.repeat(32)}.webp`,
    `/media/aa/bb/aabb${'0'.repeat(28)}-${'0'.repeat(32)}.svg`,
    '/media',
    '/media/',
  ])('gives nothing away at %s', async (address) => {
    expect(existsSync(path.join(holdfast.config.mediaDir, 'upload-secret'))).toBe(true);
    const answer = await fetch(`${holdfast.url}${address}`);
    expect([400, 404]).toContain(answer.status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  test('is not asked by more than a few uploads at a time', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => upload(`${base}/pictures`, jpeg)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses).toContain(201);
    expect(statuses.filter((status) => status !== 201 && status !== 503)).toEqual([]);
    expect((await upload(`${base}/pictures`, jpeg)).status).toBe(201);
  });
});

test('pictures can be added, listed, put in order, described and removed from the command line', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'holdfast-cli-pictures-'));
  try {
    const file = path.join(folder, 'pool.jpg');
    writeFileSync(file, jpeg);
    writeFileSync(path.join(folder, 'page.jpg'), '<html>');
    const cli = (...args: string[]) => runCli(args, cliEnv(holdfast));
    const id = String(hotel.listingId);
    const other = path.join(folder, 'garden.jpg');
    writeFileSync(other, jpeg);
    const added = await cli('pictures:add', id, file, other, '--caption', 'The pool', '--json');
    expect([added.exitCode, added.stderr]).toEqual([0, '']);
    const { data } = JSON.parse(added.stdout) as AdminPicturesDto;
    const [picture, second] = data;
    for (const each of data) await ready(each.pictureId);
    const [listed, refused] = await Promise.all([
      cli('pictures:list', id),
      cli('pictures:add', id, path.join(folder, 'page.jpg')),
    ]);
    expect(listed.stdout).toMatch(/ready.*900 × 600.*The pool.*\/media\//);
    expect([refused.exitCode, refused.stderr]).toEqual([
      1,
      expect.stringContaining('page.jpg: The file is not a JPEG'),
    ]);
    const ids = [second, picture].map((each) => String(each?.pictureId));
    const changes = await Promise.all([
      cli('pictures:order', id, ...ids),
      cli('pictures:caption', id, String(second?.pictureId), 'The garden'),
      cli('pictures:render', id, ...ids),
    ]);
    expect(changes.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    expect((await admin.get<AdminPicturesDto>(`${base}/pictures`)).body.data).toMatchObject([
      { pictureId: second?.pictureId, caption: 'The garden' },
      { pictureId: picture?.pictureId, caption: 'The pool' },
    ]);
    const unasked = await cli('pictures:remove', id, String(picture?.pictureId));
    expect([unasked.exitCode, unasked.stderr]).toEqual([1, expect.stringContaining('--yes')]);
    const removed = await cli('pictures:remove', id, String(picture?.pictureId), '--yes');
    expect([removed.exitCode, removed.stdout]).toEqual([0, '1 picture(s) deleted.\n']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
