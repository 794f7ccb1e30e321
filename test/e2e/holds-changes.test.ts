import type { AdminHoldDto, HoldDto } from '../../src/holds/holds.dto.js';
import type { Page } from '../../src/http/page.dto.js';
import { InventoryService } from '../../src/inventory/inventory.service.js';
import { addDays, nightIn } from '../../src/stays/night.js';
import { apiClient, type ApiAnswer, type ApiClient } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';

const startDate = addDays(nightIn('Europe/Lisbon', new Date()), 10);
const endDate = addDays(startDate, 3);
const stay = { hotelId: 1, startDate, endDate };
const room = { ...stay, items: [{ roomTypeId: 1, quantity: 1 }] };

let holdfast: TestApp;
let guests = 0;

beforeAll(async () => {
  holdfast = await startTestApp({ sample: { horizonDays: 40, flightDays: 1 } });
});
afterAll(() => holdfast.close());

function newGuest(): Promise<ApiClient> {
  guests += 1;
  return apiClient(holdfast, `guest-${guests}`);
}

async function take(guest: ApiClient, body: unknown = room): Promise<HoldDto> {
  const answer = await guest.post<HoldDto>('/v1/holds', body);
  expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
  return answer.body;
}

async function read(guest: ApiClient, { holdId }: HoldDto): Promise<HoldDto> {
  return (await guest.get<HoldDto>(`/v1/holds/${holdId}`)).body;
}

function codeOf({ status, body }: ApiAnswer<{ code?: string }>): string {
  return `${status} ${body.code ?? ''}`;
}

function lifeSeconds(hold: HoldDto, since: HoldDto): number {
  return (Date.parse(hold.expiresAt) - Date.parse(since.serverTime)) / 1_000;
}

/** Leaves the hotel with that many rooms of the type, all free to be sold once. */
async function leaveRooms(roomTypeId: number, total: number): Promise<void> {
  const inventory = holdfast.app.get(InventoryService);
  await inventory.setTotal({
    listingId: 1,
    skuId: roomTypeId,
    startDate,
    endDate,
    total,
    overbookingPercent: 0,
  });
}

describe('extending a hold', () => {
  const extend = (guest: ApiClient, { holdId }: HoldDto, body?: unknown) =>
    guest.post<HoldDto>(`/v1/holds/${holdId}/extend`, body);

  test('moves its deadline by its usual life, so that it lives twice as long in all', async () => {
    const guest = await newGuest();
    const hold = await take(guest);
    const { status, body } = await extend(guest, hold);
    expect([status, body.extendable, lifeSeconds(body, hold)]).toEqual([200, false, 1_200]);
    expect((await read(guest, hold)).expiresAt).toBe(body.expiresAt);
  });

  test('moves it by as many seconds as are asked for', async () => {
    const guest = await newGuest();
    const hold = await take(guest);
    expect(lifeSeconds((await extend(guest, hold, { seconds: 90 })).body, hold)).toBe(690);
  });

  test('is possible once', async () => {
    const guest = await newGuest();
    const hold = await take(guest);
    const { body } = await extend(guest, hold, { seconds: 1 });
    expect(codeOf(await guest.post(`/v1/holds/${hold.holdId}/extend`))).toBe('409 already_extended');
    expect((await read(guest, hold)).expiresAt).toBe(body.expiresAt);
  });

  test('of many at once lets one through', async () => {
    const guest = await newGuest();
    const hold = await take(guest);
    const answers = await Promise.all(Array.from({ length: 10 }, () => extend(guest, hold, { seconds: 60 })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(lifeSeconds(await read(guest, hold), hold)).toBe(660);
  });

  test.each([
    [{ seconds: 0 }, 'min'],
    [{ seconds: -1 }, 'min'],
    [{ seconds: 601 }, 'max'],
    [{ seconds: 100_000 }, 'max'],
    [{ seconds: 1.5 }, 'is_int'],
    [{ seconds: '60' }, 'is_int'],
    [{ seconds: null }, 'is_int'],
    [{ minutes: 1 }, 'unknown_field'],
  ])('by %j is refused and moves nothing', async (body, code) => {
    const guest = await newGuest();
    const hold = await take(guest);
    const answer = await guest.post(`/v1/holds/${hold.holdId}/extend`, body);
    expect(codeOf(answer)).toBe('400 invalid_request');
    expect(answer.body.errors?.map((error) => error.code)).toContain(code);
    expect(await read(guest, hold)).toMatchObject({ expiresAt: hold.expiresAt, extendable: true });
  });

  test('is part of its history', async () => {
    const guest = await newGuest();
    const hold = await take(guest);
    await extend(guest, hold);
    const events = await holdfast.prisma.event.findMany({
      where: { listingId: 1, subjectId: hold.holdId },
      orderBy: { occurredAt: 'asc' },
    });
    expect(events.map(({ type }) => type)).toEqual(['hold.created', 'hold.extended']);
  });
});

describe('replacing a hold', () => {
  test('does not compete with it for the same rooms', async () => {
    await leaveRooms(3, 2);
    const guest = await newGuest();
    const old = await take(guest, { ...stay, items: [{ roomTypeId: 3, quantity: 2 }] });
    const body = { ...stay, endDate: addDays(startDate, 2), items: [{ roomTypeId: 3, quantity: 2 }] };
    expect(codeOf(await guest.post('/v1/holds', body))).toBe('409 sold_out');
    const hold = await take(guest, { ...body, replacesHoldId: old.holdId.toUpperCase() });
    expect(hold).toMatchObject({ status: 'active', items: [{ roomTypeId: 3, quantity: 2 }] });
    expect(await read(guest, old)).toMatchObject({ status: 'released', endCause: 'replaced' });
  });

  test('that cannot be had leaves the old one as it was', async () => {
    await leaveRooms(4, 1);
    const guest = await newGuest();
    const old = await take(guest, { ...stay, items: [{ roomTypeId: 4, quantity: 1 }] });
    const body = { ...stay, items: [{ roomTypeId: 4, quantity: 2 }], replacesHoldId: old.holdId };
    expect(codeOf(await guest.post('/v1/holds', body))).toBe('409 sold_out');
    expect(await read(guest, old)).toMatchObject({ status: 'active', expiresAt: old.expiresAt });
  });

  test('is possible within one hotel or flight only', async () => {
    const guest = await newGuest();
    const old = await take(guest);
    const body = { flightId: 19, cabin: 'economy', quantity: 1, replacesHoldId: old.holdId };
    expect(codeOf(await guest.post('/v1/holds', body))).toBe('409 replaced_hold_elsewhere');
    expect(await read(guest, old)).toMatchObject({ status: 'active' });
  });

  test('needs no further place among the holds a guest may have', async () => {
    const guest = await newGuest();
    const holds = await Promise.all(Array.from({ length: 5 }, () => take(guest)));
    await take(guest, { ...room, replacesHoldId: holds[0]?.holdId });
    expect(codeOf(await guest.post('/v1/holds', room))).toBe('429 too_many_holds');
  });
});

describe('the list of holds', () => {
  test('has a guest’s own, newest first, page by page', async () => {
    const guest = await newGuest();
    await take(await newGuest());
    const taken: string[] = [];
    for (let count = 0; count < 5; count += 1) taken.unshift((await take(guest)).holdId);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const query: string = cursor === '' ? 'limit=2' : `limit=2&cursor=${cursor}`;
      const { body }: ApiAnswer<Page<HoldDto>> = await guest.get(`/v1/holds?${query}`);
      expect(body.data.length).toBeLessThanOrEqual(2);
      seen.push(...body.data.map(({ holdId }) => holdId));
      cursor = body.nextCursor;
    }
    expect(seen).toEqual(taken);
  });

  test('can be asked for holds in one state; live are those that keep inventory', async () => {
    const guest = await newGuest();
    const [active, overdue, released, paying] = [
      await take(guest),
      await take(guest),
      await take(guest),
      await take(guest),
    ];
    await guest.delete(`/v1/holds/${released.holdId}`);
    await holdfast.prisma.$executeRaw`
      UPDATE hold SET expires_at = now() - interval '1 minute' WHERE hold_id = ${overdue.holdId}::uuid`;
    await holdfast.prisma.$executeRaw`
      UPDATE hold SET status = 'paying', grace_until = expires_at WHERE hold_id = ${paying.holdId}::uuid`;
    const idsIn = async (status: string): Promise<string[]> => {
      const { body } = await guest.get<Page<HoldDto>>(`/v1/holds?status=${status}`);
      return body.data.map(({ holdId }) => holdId);
    };
    expect(await idsIn('live')).toEqual([paying.holdId, active.holdId]);
    expect(await idsIn('active')).toEqual([active.holdId]);
    expect(await idsIn('expired')).toEqual([overdue.holdId]);
    expect(await idsIn('released')).toEqual([released.holdId]);
    expect(await idsIn('paying')).toEqual([paying.holdId]);
    expect(await idsIn('confirmed')).toEqual([]);
  });

  test.each(['status=gone', 'status=', 'limit=0', 'limit=101', 'guestId=alice', 'status=live&status=paying'])(
    'cannot be asked for ?%s',
    async (query) => {
      expect(codeOf(await (await newGuest()).get(`/v1/holds?${query}`))).toBe('400 invalid_request');
    },
  );

  test('knows its own cursors only', async () => {
    expect(codeOf(await (await newGuest()).get('/v1/holds?cursor=abc'))).toBe('400 invalid_cursor');
  });
});

describe('an administrator', () => {
  test('sees the holds of a guest, of a hotel or flight, and in a state', async () => {
    const admin = await apiClient(holdfast, 'root', 'admin');
    const guest = await newGuest();
    const guestId = `guest-${guests}`;
    const atHotel = await take(guest);
    const onFlight = await take(guest, { flightId: 19, cabin: 'economy', quantity: 1 });
    await guest.delete(`/v1/holds/${onFlight.holdId}`);
    const idsOf = async (query: string): Promise<string[]> => {
      const { status, body } = await admin.get<Page<AdminHoldDto>>(`/v1/admin/holds?${query}`);
      expect(status).toBe(200);
      return body.data.map(({ holdId }) => holdId);
    };
    expect(await idsOf(`guestId=${guestId}`)).toEqual([onFlight.holdId, atHotel.holdId]);
    expect(await idsOf(`guestId=${guestId}&listingId=1`)).toEqual([atHotel.holdId]);
    expect(await idsOf(`guestId=${guestId}&status=live`)).toEqual([atHotel.holdId]);
    expect(await idsOf('listingId=1&limit=1')).toEqual([atHotel.holdId]);
    const { body } = await admin.get<AdminHoldDto>(`/v1/admin/holds/${atHotel.holdId}`);
    expect(body).toMatchObject({ guestId, holdId: atHotel.holdId, status: 'active' });
  });

  test('pages through the holds of everyone, each once', async () => {
    const admin = await apiClient(holdfast, 'root', 'admin');
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const query: string = cursor === '' ? 'limit=7' : `limit=7&cursor=${cursor}`;
      const { body }: ApiAnswer<Page<AdminHoldDto>> = await admin.get(`/v1/admin/holds?${query}`);
      seen.push(...body.data.map(({ holdId }) => holdId));
      cursor = body.nextCursor;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(await holdfast.prisma.hold.count());
  });

  test('gives a hold back, once or twice; its guest is told', async () => {
    const admin = await apiClient(holdfast, 'root', 'admin');
    const guest = await newGuest();
    const hold = await take(guest);
    expect((await admin.delete(`/v1/admin/holds/${hold.holdId}`)).status).toBe(204);
    expect((await admin.delete(`/v1/admin/holds/${hold.holdId}`)).status).toBe(204);
    expect(await read(guest, hold)).toMatchObject({ status: 'released', endCause: 'released_by_admin' });
    const answer = await guest.delete(`/v1/holds/${hold.holdId}`);
    expect(answer).toMatchObject({
      status: 409,
      body: { code: 'hold_released', endCause: 'released_by_admin' },
    });
  });

  test('is not what a guest is', async () => {
    const guest = await newGuest();
    const hold = await take(guest);
    expect(codeOf(await guest.get('/v1/admin/holds'))).toBe('403 forbidden');
    expect(codeOf(await guest.get(`/v1/admin/holds/${hold.holdId}`))).toBe('403 forbidden');
    expect(codeOf(await guest.delete(`/v1/admin/holds/${hold.holdId}`))).toBe('403 forbidden');
    expect(await read(guest, hold)).toMatchObject({ status: 'active' });
  });
});
