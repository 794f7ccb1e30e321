import { Body, Controller, Get, HttpCode, Post, Query, RawBody } from '@nestjs/common';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsInt,
  IsOptional,
  IsString,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { DomainError } from '../../src/errors/domain-error.js';
import { Public } from '../../src/http/auth/access.js';
import { IsInt4Id, IsNight } from '../../src/http/field-rules.js';
import { PageQuery } from '../../src/http/page.dto.js';
import { IntParam, UuidParam } from '../../src/http/path-params.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { jsonOf } from './answers.js';
import { startProbeApp, type ProbeApp } from './probe-app.js';

class ItemDto {
  @IsInt4Id()
  roomTypeId: number;

  @IsInt()
  @Min(1)
  @Max(10)
  quantity: number;
}

class OrderDto {
  @IsString()
  name: string;

  @IsOptional()
  @IsNight()
  night?: string;

  @IsArray()
  @ArrayMaxSize(9)
  @ValidateNested({ each: true })
  @Type(() => ItemDto)
  items: ItemDto[];
}

@Public()
@Controller()
class ProbeController {
  @Post('orders')
  order(@Body() body: OrderDto): OrderDto {
    return body;
  }

  @Get('orders')
  list(@Query() query: PageQuery): PageQuery {
    return query;
  }

  @Get('hotels/:hotelId')
  hotel(@IntParam('hotelId') hotelId: number): { hotelId: number } {
    return { hotelId };
  }

  @Get('holds/:holdId')
  hold(@UuidParam('holdId') holdId: string): { holdId: string } {
    return { holdId };
  }

  @Post('v1/webhooks/probe')
  @HttpCode(200)
  webhook(@RawBody() raw: Buffer): { hex: string } {
    return { hex: raw.toString('hex') };
  }

  @Get('broken')
  broken(): never {
    throw new Error('password=hunter2 at /srv/secret');
  }

  @Get('refused')
  refused(): never {
    throw new DomainError('conflict', 'sold_out', 'Nothing left', { blocking: [{ skuId: 7 }] });
  }

  @Get('limited')
  limited(): never {
    throw new DomainError('rate_limited', 'too_many_holds', 'Slow down', undefined, {
      retryAfterSeconds: 1.2,
    });
  }
}

let database: TestDatabase;
let probe: ProbeApp;

beforeAll(async () => {
  database = await createTestDatabase();
  probe = await startProbeApp([ProbeController], { databaseUrl: database.url });
});
afterAll(async () => {
  await probe.close();
  await database.drop();
});

const item = { roomTypeId: 1, quantity: 1 };

function post(
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${probe.url}/orders`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });
}

async function refusal(response: Response): Promise<[number, unknown, unknown]> {
  expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  const { code, errors } = await jsonOf(response);
  return [response.status, code, errors];
}

describe('a body', () => {
  test('is read when it is JSON', async () => {
    const order = { name: 'Zoë 🛏', night: '2028-02-29', items: [item] };
    const response = await post(JSON.stringify(order));
    expect([response.status, await response.json()]).toEqual([201, order]);
  });

  test.each([
    ['cut off', '{"name":'],
    ['not an escape', '{"name":"\\x"}'],
    ['empty text', ' '],
  ])('of malformed JSON (%s) is 400 and quotes nothing of the parser', async (_case, body) => {
    const response = await post(body);
    const { code, detail } = await jsonOf(response);
    expect([response.status, code, detail]).toEqual([400, 'malformed_json', 'The body is not valid JSON']);
  });

  test.each(['[]', '"text"', '1', 'null'])('that is %s instead of an object is 400', async (body) => {
    expect(await refusal(await post(body))).toEqual([400, 'invalid_request', undefined]);
  });

  test('that is not UTF-8 is 400', async () => {
    const bytes = Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]);
    expect(await refusal(await post(new Uint8Array(bytes)))).toEqual([400, 'malformed_json', undefined]);
  });

  test('of two megabytes is 413', async () => {
    const response = await post(JSON.stringify({ name: 'x'.repeat(2_000_000), items: [] }));
    expect(await refusal(response)).toEqual([413, 'payload_too_large', undefined]);
  });

  test('of just 100 kB is read', async () => {
    const frame = JSON.stringify({ name: '', items: [] }).length;
    const fits = await post(JSON.stringify({ name: 'x'.repeat(102_400 - frame), items: [] }));
    expect(fits.status).toBe(201);
    const tooLong = await post(JSON.stringify({ name: 'x'.repeat(102_401 - frame), items: [] }));
    expect(tooLong.status).toBe(413);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'of type %s is 415',
    async (type) => {
      expect(await refusal(await post('a=1', { 'content-type': type }))).toEqual([
        415,
        'unsupported_media_type',
        undefined,
      ]);
    },
  );

  test('in another charset or compressed is 415', async () => {
    const charset = await post('{}', { 'content-type': 'application/json; charset=utf-16' });
    expect((await refusal(charset))[0]).toBe(415);
    const gzip = await post('{}', { 'content-encoding': 'gzip' });
    expect((await refusal(gzip))[0]).toBe(415);
  });

  test('with unknown fields names each of them', async () => {
    const [status, , errors] = await refusal(
      await post(JSON.stringify({ name: 'a', admin: true, items: [{ ...item, price: 1 }] })),
    );
    expect([status, errors]).toEqual([
      400,
      [
        { field: 'admin', code: 'unknown_field', message: 'property admin should not exist' },
        { field: 'items.0.price', code: 'unknown_field', message: 'property price should not exist' },
      ],
    ]);
  });

  test.each([
    ['a number as text', { quantity: '1' }, 'items.0.quantity', 'is_int'],
    ['a fraction', { quantity: 1.5 }, 'items.0.quantity', 'is_int'],
    ['too many', { quantity: 11 }, 'items.0.quantity', 'max'],
    ['an id beyond int4', { roomTypeId: 2_147_483_648 }, 'items.0.roomTypeId', 'max'],
    ['an object for an id', { roomTypeId: { gt: 0 } }, 'items.0.roomTypeId', 'is_int'],
  ])('with %s names the field', async (_case, change, field, code) => {
    const [status, , errors] = await refusal(
      await post(JSON.stringify({ name: 'a', items: [{ ...item, ...change }] })),
    );
    expect(status).toBe(400);
    expect(errors).toContainEqual(expect.objectContaining({ field, code }));
  });

  test.each(['2027-02-29', '2027-13-01', '2027-1-1', '2027-01-01T00:00:00Z', '0000-00-00'])(
    'with the night %s, which is none, is 400',
    async (night) => {
      const [status, , errors] = await refusal(await post(JSON.stringify({ name: 'a', night, items: [] })));
      expect([status, errors]).toEqual([
        400,
        [expect.objectContaining({ field: 'night', code: 'is_night' })],
      ]);
    },
  );

  test.each([
    ['NUL', '{"name":"a\\u0000b","items":[]}', 'nul_character'],
    ['half a surrogate pair', '{"name":"a\\ud800b","items":[]}', 'malformed_text'],
  ])('with %s in a text is 400', async (_case, body, code) => {
    const [status, , errors] = await refusal(await post(body));
    expect([status, errors]).toEqual([400, [expect.objectContaining({ field: 'name', code })]]);
  });

  test.each(['{"__proto__":{"polluted":1}}', '{"name":{"constructor":{"prototype":{"polluted":1}}}}'])(
    'that reaches for a prototype is refused: %s',
    async (body) => {
      expect((await refusal(await post(body))).slice(0, 2)).toEqual([400, 'invalid_request']);
      expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    },
  );

  test('nested ten thousand times is 400', async () => {
    const body = `{"name":${'['.repeat(10_000)}${']'.repeat(10_000)}}`;
    expect((await refusal(await post(body))).slice(0, 2)).toEqual([400, 'invalid_request']);
  });
});

describe('a webhook', () => {
  test('arrives byte for byte, whatever its type', async () => {
    const body = ' {"a" : 1, "bad": "\xff"}\n';
    const bytes = Buffer.from(body, 'latin1');
    for (const type of ['application/json', 'text/plain']) {
      const response = await fetch(`${probe.url}/v1/webhooks/probe`, {
        method: 'POST',
        body: new Uint8Array(bytes),
        headers: { 'content-type': type },
      });
      expect([response.status, await jsonOf(response)]).toEqual([200, { hex: bytes.toString('hex') }]);
    }
  });
});

describe('an address', () => {
  test.each(['limit=0', 'limit=101', 'limit=1e1', 'limit=', 'limit=%201', 'limit=1&limit=2', 'limit[gt]=1'])(
    'with ?%s is 400 and names the parameter',
    async (query) => {
      const [status, , errors] = await refusal(await fetch(`${probe.url}/orders?${query}`));
      expect(status).toBe(400);
      expect(errors).toContainEqual(expect.objectContaining({ field: expect.stringMatching(/^limit/) }));
    },
  );

  test('with a list where a text belongs is 400', async () => {
    const [status, , errors] = await refusal(await fetch(`${probe.url}/orders?cursor=a&cursor=b`));
    expect(status).toBe(400);
    expect(errors).toContainEqual(expect.objectContaining({ field: 'cursor', code: 'is_string' }));
  });

  test('without parameters gets the defaults, with them numbers', async () => {
    expect(await jsonOf(await fetch(`${probe.url}/orders`))).toEqual({ limit: 20 });
    expect(await jsonOf(await fetch(`${probe.url}/orders?limit=100`))).toEqual({ limit: 100 });
  });

  test.each(['/hotels/%ff', '/hotels/%zz', '/orders?cursor=%ff', '/orders?cursor=%00', '/hotels/%00'])(
    '%s is 400, not 500',
    async (path) => {
      expect((await refusal(await fetch(`${probe.url}${path}`))).slice(0, 2)).toEqual([
        400,
        'invalid_request',
      ]);
    },
  );

  test.each(['0', '-1', '1.0', 'abc', '2147483648', '99999999999999999999', '1e3', '01'])(
    'with the id %s is 400',
    async (id) => {
      expect((await refusal(await fetch(`${probe.url}/hotels/${id}`))).slice(0, 2)).toEqual([
        400,
        'invalid_request',
      ]);
    },
  );

  test('with an id gets its number, with a UUID its lower-case form', async () => {
    expect(await jsonOf(await fetch(`${probe.url}/hotels/2147483647`))).toEqual({ hotelId: 2_147_483_647 });
    const id = '7F0A3C1E-5A55-4A8E-9D0C-2F3F1F8F0A11';
    expect(await jsonOf(await fetch(`${probe.url}/holds/${id}`))).toEqual({ holdId: id.toLowerCase() });
    expect((await fetch(`${probe.url}/holds/7`)).status).toBe(400);
  });

  test('nobody serves is 404, and 405 with Allow when another method is served there', async () => {
    expect((await refusal(await fetch(`${probe.url}/nothing`))).slice(0, 2)).toEqual([404, 'not_found']);
    const response = await fetch(`${probe.url}/orders`, { method: 'DELETE' });
    expect(response.headers.get('allow')).toBe('GET, HEAD, POST');
    expect((await refusal(response)).slice(0, 2)).toEqual([405, 'method_not_allowed']);
  });
});

describe('a problem', () => {
  test('of ours tells nothing internal', async () => {
    const response = await fetch(`${probe.url}/broken`);
    const text = await response.text();
    expect([response.status, text]).toEqual([500, expect.not.stringMatching(/hunter2|secret|Error:|\.ts/)]);
    expect(JSON.parse(text)).toMatchObject({ code: 'internal_error', status: 500 });
  });

  test('has its type, title, detail and own members', async () => {
    const response = await fetch(`${probe.url}/refused`, { headers: { 'x-request-id': 'my-request-1' } });
    expect([response.status, await response.json()]).toEqual([
      409,
      {
        type: 'urn:holdfast:problem:sold_out',
        title: expect.any(String),
        status: 409,
        code: 'sold_out',
        detail: 'Nothing left',
        instance: 'my-request-1',
        blocking: [{ skuId: 7 }],
      },
    ]);
  });

  test('that passes says when, in whole seconds rounded up', async () => {
    const response = await fetch(`${probe.url}/limited`);
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '2']);
  });
});

describe('the request id', () => {
  test('of the client is echoed', async () => {
    const response = await fetch(`${probe.url}/orders`, { headers: { 'x-request-id': 'trace-0001' } });
    expect(response.headers.get('x-request-id')).toBe('trace-0001');
  });

  test.each(['short', 'has space in it', 'x'.repeat(129), '<script>alert(1)</script>'])(
    'that is not sane (%s) is replaced',
    async (id) => {
      const response = await fetch(`${probe.url}/orders`, { headers: { 'x-request-id': id } });
      expect(response.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
    },
  );
});
