import type { AuditEntryDto } from '../../src/audit/audit.dto.js';
import type { FlightDetailDto, SeatMapDto } from '../../src/catalog/flights.dto.js';
import type { HoldDto } from '../../src/holds/holds.dto.js';
import type { Page } from '../../src/http/page.dto.js';
import type { ProblemDto } from '../../src/http/problem.dto.js';
import type { PricingRuleDto } from '../../src/pricing/admin/pricing-rules.dto.js';
import type { FlightPricingDto, HotelPricingDto } from '../../src/pricing/admin/pricing-tables.dto.js';
import {
  PriceExplanationsService,
  type ExplainedPrice,
} from '../../src/pricing/price-explanations.service.js';
import type { QuoteDto } from '../../src/pricing/quote.dto.js';
import type { QuoteAnswerDto } from '../../src/pricing/quotes.dto.js';
import { addDays, nightIn } from '../../src/stays/night.js';
import { apiClient, type ApiAnswer, type ApiClient } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { cliEnv } from '../support/cli-env.js';
import { runCli } from '../support/run-cli.js';

const night = addDays(nightIn('Europe/Lisbon', new Date()), 10);
const nextNight = addDays(night, 1);
const stay = { startDate: night, endDate: nextNight };
/** The sample's first flight: business by the seat, economy open. */
const flightId = 19;

let holdfast: TestApp;
let admin: ApiClient;
let guests = 0;
beforeAll(async () => {
  holdfast = await startTestApp({ sample: { horizonDays: 40, flightDays: 1 } });
  admin = await apiClient(holdfast, 'root', 'admin');
});
afterAll(() => holdfast.close());

function newGuest(): Promise<ApiClient> {
  guests += 1;
  return apiClient(holdfast, `guest-${guests}`);
}

async function put<Body = ProblemDto>(path: string, body: unknown): Promise<ApiAnswer<Body>> {
  const answer = await fetch(`${holdfast.url}${path}`, {
    method: 'PUT',
    headers: {
      ...(await holdfast.signIn('root', 'admin')),
      'content-type': 'application/json',
      // What is set here was not read before.
      'if-match': '*',
    },
    body: JSON.stringify(body),
  });
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Body };
}

async function quote(body: unknown, guest = admin): Promise<QuoteAnswerDto> {
  const answer = await guest.post<QuoteAnswerDto>('/v1/quotes', body);
  expect([answer.status, answer.body]).toEqual([200, expect.anything()]);
  return answer.body;
}

async function take(guest: ApiClient, body: unknown): Promise<HoldDto> {
  const answer = await guest.post<HoldDto>('/v1/holds', body);
  expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
  return answer.body;
}

async function addRule(hotelId: number, rule: object): Promise<PricingRuleDto> {
  const answer = await admin.post<PricingRuleDto>(`/v1/admin/hotels/${hotelId}/pricing-rules`, rule);
  expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
  return answer.body;
}

function explain(id: string): Promise<ExplainedPrice> {
  return holdfast.app.get(PriceExplanationsService, { strict: false }).explain(id);
}

/** What the price was, and what it is after a change: with the old one expected, and without. */
async function expectRefusal(body: object, before: QuoteDto): Promise<void> {
  const guest = await newGuest();
  const refused = await guest.post<ProblemDto & { quote: QuoteDto }>('/v1/holds', {
    ...body,
    expectedTotal: before.total,
  });
  expect([refused.status, refused.body.code]).toEqual([409, 'price_changed']);
  const now = await quote(body);
  expect(now.total.amount).toBeGreaterThan(before.total.amount);
  expect(refused.body.quote).toEqual({ currency: now.currency, total: now.total, lines: now.lines });
  const held = await take(guest, { ...body, expectedTotal: now.total });
  expect(held.quote.total).toEqual(now.total);
  await guest.delete(`/v1/holds/${held.holdId}`);
}

describe('rules, tables and limits of a hotel', () => {
  const hotelId = 2;
  const rulesPath = `/v1/admin/hotels/${hotelId}/pricing-rules`;
  let roomTypeId: number;
  let room: object;
  beforeAll(async () => {
    const [type] = await holdfast.prisma.roomType.findMany({ where: { listingId: hotelId }, take: 1 });
    roomTypeId = type?.skuId ?? 0;
    room = { hotelId, ...stay, items: [{ roomTypeId, quantity: 2 }] };
  });

  test('are named in a quote, each stage, and a hold keeps its price whatever becomes of them', async () => {
    const before = await quote(room);
    const rule = await addRule(hotelId, { name: 'Fair', factor: 1.5, ...stay });
    await expectRefusal(room, before);
    const guest = await newGuest();
    const held = await take(guest, room);
    expect(held.quote.lines).toMatchObject([{ rules: [{ name: 'Fair', factor: 1.5 }], quantity: 2 }]);
    expect(held.quote).toEqual((await guest.get<HoldDto>(`/v1/holds/${held.holdId}`)).body.quote);

    const changed = await admin.patch<PricingRuleDto>(
      `${rulesPath}/${rule.ruleId}`,
      { factor: 2, weekdays: ['monday', 'sunday'], endDate: null },
      { 'if-match': '*' },
    );
    expect(changed.body).toMatchObject({ factor: 2, weekdays: ['monday', 'sunday'], endDate: null });
    expect((await guest.get<HoldDto>(`/v1/holds/${held.holdId}`)).body.quote).toEqual(held.quote);
    expect(await explain(held.holdId)).toMatchObject({
      agrees: true,
      isComplete: true,
      lines: [{ rules: { frozen: [{ name: 'Fair', factorBp: 15_000 }], agrees: true } }],
    });

    expect((await admin.delete(`${rulesPath}/${rule.ruleId}`)).status).toBe(204);
    expect((await admin.get(`${rulesPath}/${rule.ruleId}`)).body.code).toBe('pricing_rule_not_found');
    expect((await admin.delete(`${rulesPath}/${rule.ruleId}`)).status).toBe(404);
    expect(await quote(room)).toEqual(expect.objectContaining({ total: before.total }));
  });

  test('a limit decides where the factors lead beyond it, and says so', async () => {
    const before = await quote(room);
    const { amount } = before.lines[0]?.basePrice ?? { amount: 0 };
    const limits = `/v1/admin/hotels/${hotelId}/room-types/${roomTypeId}/price-limits`;
    const set = await put<HotelPricingDto>(limits, { minimum: amount * 3, maximum: amount * 4 });
    expect(set.status).toBe(200);
    await expectRefusal(room, before);
    expect((await quote(room)).lines).toMatchObject([
      { limit: { kind: 'minimum', price: { amount: amount * 3 } }, amount: { amount: amount * 6 } },
    ]);
    expect((await put(limits, { minimum: 2, maximum: 1 })).body.code).toBe('invalid_request');
    expect((await put(limits, { minimum: null, maximum: null })).status).toBe(200);
  });

  test('a room type with a table of its own goes by nothing else', async () => {
    const table = `/v1/admin/hotels/${hotelId}/occupancy-rules`;
    const before = await quote(room);
    await put(table, { roomTypeId, steps: [{ fromPercent: 0, factor: 1.7 }] });
    await expectRefusal(room, before);
    const pricing = await admin.get<HotelPricingDto>(`/v1/admin/hotels/${hotelId}/pricing`);
    expect(pricing.body.roomTypes.find((type) => type.roomTypeId === roomTypeId)?.occupancy).toEqual([
      { fromPercent: 0, factor: 1.7 },
    ]);
    const cleared = await put<HotelPricingDto>(table, { roomTypeId, steps: [] });
    expect(cleared.body.revision).toBe(pricing.body.revision + 1);
    const again = await put<HotelPricingDto>(table, { roomTypeId, steps: [] });
    expect(again.body.revision).toBe(cleared.body.revision);
    const together = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        put(table, {
          steps: [
            { fromPercent: 90, factor: 1 + n / 10 },
            ...(n % 2 === 1 ? [{ fromPercent: 95, factor: 2 }] : []),
          ],
        }),
      ),
    );
    expect(new Set(together.map((answer) => answer.status))).toEqual(new Set([200]));
  });

  test.each([
    ['a factor of nothing', { name: 'x', factor: 0 }],
    ['a factor with too many decimals', { name: 'x', factor: 1.00001 }],
    ['no name', { name: '', factor: 1 }],
    ['an end before the beginning', { name: 'x', factor: 1, startDate: nextNight, endDate: night }],
    ['no weekday', { name: 'x', factor: 1, weekdays: [] }],
    ['a day that is none', { name: 'x', factor: 1, weekdays: ['caturday'] }],
    ['a priority beyond its bounds', { name: 'x', factor: 1, priority: 1e9 }],
    ['a field there is not', { name: 'x', factor: 1, multiplier: 2 }],
  ])('a rule with %s is refused', async (_what, rule) => {
    const answer = await admin.post(rulesPath, rule);
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
  });

  test('a rule for a room type of another hotel is refused, and so is one too many', async () => {
    expect((await admin.post(rulesPath, { name: 'x', factor: 1, roomTypeId: 1 })).status).toBe(404);
    const answers = await Promise.all(
      Array.from({ length: 54 }, () => admin.post(rulesPath, { name: 'Even', factor: 1 })),
    );
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(50);
    expect(answers.find((answer) => answer.status !== 201)?.body.code).toBe('too_many_pricing_rules');
    await holdfast.prisma.pricingRule.deleteMany({ where: { listingId: hotelId } });
  });

  test('are changed by whoever has read them as they are, and the trail says who', async () => {
    const { ruleId } = await addRule(hotelId, { name: 'Seen', factor: 1.1 });
    const rulePath = `${rulesPath}/${ruleId}`;
    const tag = { 'if-match': (await admin.get(rulePath)).headers.get('etag') ?? '' };
    expect((await admin.patch(rulePath, { factor: 1.2 })).body.code).toBe('precondition_required');
    expect((await admin.patch(rulePath, { factor: 1.2 }, tag)).status).toBe(200);
    expect((await admin.patch(rulePath, { factor: 1.3 }, tag)).body.code).toBe('precondition_failed');
    expect((await admin.delete(rulePath, tag)).body.code).toBe('precondition_failed');

    const pricing = `/v1/admin/hotels/${hotelId}/pricing`;
    const seen = { 'if-match': (await admin.get(pricing)).headers.get('etag') ?? '' };
    const limits = `/v1/admin/hotels/${hotelId}/room-types/${roomTypeId}/price-limits`;
    expect((await admin.put(limits, { minimum: 1, maximum: null })).body.code).toBe('precondition_required');
    // A rule is no part of what was read here.
    await admin.patch(rulePath, { factor: 1.4 }, { 'if-match': '*' });
    const set = await admin.put<HotelPricingDto>(limits, { minimum: 1, maximum: null }, seen);
    expect([set.status, set.headers.get('etag')]).toEqual([
      200,
      (await admin.get(pricing)).headers.get('etag'),
    ]);
    const table = { steps: [{ fromPercent: 99, factor: 1.5 }] };
    const occupancy = `/v1/admin/hotels/${hotelId}/occupancy-rules`;
    expect((await admin.put(occupancy, table, seen)).body.code).toBe('precondition_failed');
    const now = { 'if-match': set.headers.get('etag') ?? '' };
    const sets = [70, 71, 72, 73, 74, 75].map((heldWeightPercent) =>
      admin.put<HotelPricingDto>(occupancy, { ...table, heldWeightPercent }, now),
    );
    const answers = await Promise.all(sets);
    const [made, ...others] = answers.toSorted((one, other) => one.status - other.status);
    expect([made?.status, ...new Set(others.map(({ status }) => status))]).toEqual([200, 412]);

    await admin.delete(rulePath);
    const told = async (kind: string) => {
      const path = `/v1/admin/audit?hotelId=${hotelId}&kind=${kind}&limit=3`;
      return (await admin.get<Page<AuditEntryDto>>(path)).body.data;
    };
    expect(await told('pricing_rule')).toMatchObject([
      { action: 'removed', actor: 'root', subjectId: String(ruleId), changes: { name: { from: 'Seen' } } },
      { action: 'changed', changes: { factor: { from: 1.2, to: 1.4 } } },
      { action: 'changed', changes: { factor: { from: 1.1, to: 1.2 } } },
    ]);
    const [limited] = await told('price_limits');
    expect(limited).toMatchObject({
      subjectId: String(roomTypeId),
      changes: { minimum: { from: null, to: { amount: 1 } } },
    });
    const [tabled] = await told('pricing_table');
    expect(tabled).toMatchObject({
      subjectId: 'hotel',
      changes: { steps: { to: table.steps }, heldWeightPercent: { to: made?.body.heldWeightPercent } },
    });
    await admin.put(limits, { minimum: null, maximum: null }, { 'if-match': '*' });
  });

  test('can be set and listed from the command line', async () => {
    const env = cliEnv(holdfast);
    const target = ['--hotel', String(hotelId)];
    const weekend = ['--name', 'Weekend', '--factor', '1.2', '--weekdays', 'fri,sat'];
    const narrow = ['--room-type', String(roomTypeId), '--from', '2027-03-01', '--to', '2027-04-01'];
    const set = await runCli(['rules:set', ...target, ...weekend, ...narrow, '--json'], env);
    const made = JSON.parse(set.stdout) as PricingRuleDto;
    expect(made).toMatchObject({ roomTypeId, startDate: '2027-03-01', endDate: '2027-04-01' });
    const { ruleId } = made;
    const listed = await runCli(['rules:list', ...target], env);
    expect(listed.stdout).toMatch(/Weekend .* 1\.2 .* fri sat/);
    const wide = ['--room-type', 'none', '--from', 'none', '--to', 'none', '--weekdays', 'all'];
    const change = await runCli(['rules:set', ...target, '--rule', String(ruleId), ...wide, '--json'], env);
    const widened = JSON.parse(change.stdout) as PricingRuleDto;
    expect(widened).toMatchObject({
      roomTypeId: null,
      startDate: null,
      endDate: null,
      name: 'Weekend',
      factor: 1.2,
    });
    expect(widened.weekdays).toHaveLength(7);
    expect((await admin.delete(`${rulesPath}/${ruleId}`)).status).toBe(204);
  });
});

describe('a flight', () => {
  const path = `/v1/admin/flights/${flightId}/cabins`;
  const table = { steps: [{ seatsLeft: 10_000, factor: 1.1 }], heldWeightPercent: 100 };

  test('costs more with few seats left, by the place and by the seat', async () => {
    const places = { flightId, cabin: 'economy', quantity: 2 };
    const before = await quote(places);
    const set = await put<FlightPricingDto>(`${path}/economy/seats-left-rules`, table);
    expect(set.body.cabins.find((cabin) => cabin.cabin === 'economy')?.seatsLeft).toEqual(table.steps);
    const { body } = await admin.get<FlightDetailDto>(`/v1/flights/${flightId}`);
    const economy = body.data.cabins.find((cabin) => cabin.cabin === 'economy');
    expect(economy?.price.amount).toBe((await quote({ ...places, quantity: 1 })).total.amount);
    expect(economy?.price.amount).toBeGreaterThan(economy?.basePrice.amount ?? 0);
    await expectRefusal(places, before);
    expect((await put(`${path}/first/seats-left-rules`, table)).body.code).toBe('cabin_not_found');
  });

  test("does not cost a guest more for what the guest holds, whichever of the cabin's seats that is", async () => {
    const seats = await holdfast.prisma.seat.findMany({
      where: { listingId: flightId },
      orderBy: { skuId: 'asc' },
    });
    const [one = '', two = '', three = ''] = seats.map((seat) => seat.label);
    await put(`${path}/business/seats-left-rules`, {
      steps: [{ seatsLeft: seats.length - 2, factor: 2 }],
      heldWeightPercent: 100,
    });
    const guest = await newGuest();
    const held = await take(guest, { flightId, seats: [one, two] });
    expect(held.quote.lines.map((line) => line.occupancyFactor)).toEqual([1, 1]);
    const others = await quote({ flightId, seats: [three] });
    expect(others.lines).toMatchObject([{ seat: three, occupancyFactor: 2 }]);
    const map = await admin.get<SeatMapDto>(`/v1/flights/${flightId}/seats`);
    const shown = map.body.cabins.flatMap(({ rows }) => rows.flatMap((row) => row.seats));
    expect(shown.find(({ seat }) => seat === three)?.price).toEqual(others.total);
    const besides = await quote({ flightId, seats: [three] }, guest);
    expect(besides).toMatchObject({ available: true, lines: [{ seat: three, occupancyFactor: 1 }] });
    const swap = { flightId, seats: [three], replacesHoldId: held.holdId };
    expect((await quote(swap, guest)).lines).toMatchObject([{ seat: three, occupancyFactor: 1 }]);
    const swapped = await take(guest, swap);
    expect(swapped.quote.lines).toMatchObject([{ seat: three, occupancyFactor: 1 }]);
    expect(await explain(swapped.holdId)).toMatchObject({
      agrees: true,
      isComplete: true,
      lines: [{ counts: { held: 2, credit: 2 } }],
    });
  });
});

test('a price that was changed behind its hold is found out', async () => {
  const guest = await newGuest();
  const held = await take(guest, { hotelId: 1, ...stay, items: [{ roomTypeId: 1, quantity: 1 }] });
  await holdfast.prisma.$executeRaw`
    UPDATE hold SET total_minor = total_minor + 1 WHERE hold_id = ${held.holdId}::uuid`;
  const run = await runCli(['prices:explain', held.holdId], cliEnv(holdfast));
  expect(run.exitCode).toBe(1);
  expect(run.stderr).toContain('does not come out as it was frozen');
});
