import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { createServer } from 'node:http';
import { HealthChecks } from '../../src/health/health-checks.js';
import { ApiProblems } from '../../src/http/api-problems.js';
import { AdminOnly, Public } from '../../src/http/auth/access.js';
import { serveApiDocument } from '../../src/http/openapi.js';
import { PageQuery } from '../../src/http/page.dto.js';
import { IntParam } from '../../src/http/path-params.js';
import { PingDto } from '../../src/health/health.dto.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { jsonOf } from './answers.js';
import { startProbeApp, type ProbeApp } from './probe-app.js';

@ApiTags('Hotels')
@Controller('v1/hotels')
class HotelsController {
  @Public()
  @Get(':hotelId')
  read(@IntParam('hotelId') hotelId: number, @Query() _page: PageQuery): { hotelId: number } {
    return { hotelId };
  }

  @AdminOnly()
  @ApiProblems('busy', 'not_found')
  @Post()
  create(@Body() body: PingDto): PingDto {
    return body;
  }
}

let database: TestDatabase;
let probe: ProbeApp;
const provider = createServer((_request, response) => response.writeHead(404).end());

beforeAll(async () => {
  database = await createTestDatabase();
  await new Promise<void>((resolve) => {
    provider.listen(0, '127.0.0.1', resolve);
  });
  const address = provider.address();
  if (address === null || typeof address === 'string') throw new Error('the provider does not listen');
  probe = await startProbeApp(
    [HotelsController],
    { databaseUrl: database.url, stripeApiBase: `http://127.0.0.1:${address.port}` },
    serveApiDocument,
  );
});
afterAll(async () => {
  await probe.close();
  await database.drop();
});

const get = (path: string): Promise<Response> => fetch(`${probe.url}${path}`);

/** Asks until the answer has this status; answers are shared for a second. */
async function readyWith(status: number): Promise<Record<string, unknown>> {
  for (;;) {
    const response = await get('/health/ready');
    const body = await jsonOf(response);
    if (response.status === status) return body;
  }
}

describe('the service', () => {
  test('says pong', async () => {
    const response = await get('/ping');
    expect([response.status, await jsonOf(response)]).toEqual([200, { message: 'pong' }]);
  });

  test('is alive', async () => {
    expect(await jsonOf(await get('/health/live'))).toEqual({ status: 'ok' });
  });

  test('answers a GET it has answered before with 304', async () => {
    const etag = (await get('/ping')).headers.get('etag') ?? '';
    const again = await fetch(`${probe.url}/ping`, {
      headers: { 'if-none-match': etag, 'cache-control': '' },
    });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  test('counts requests by route, not by address, and answers that found no route as one', async () => {
    await get('/v1/hotels/41');
    await get('/v1/hotels/42');
    await get('/no/such/page');
    const response = await get('/metrics');
    const text = await response.text();
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(text).toContain(
      'http_request_duration_seconds_count{method="GET",route="/v1/hotels/:hotelId",status="200"} 2',
    );
    expect(text).toContain('http_request_duration_seconds_count{method="GET",route="none",status="404"} 1');
    expect(text).not.toContain('/v1/hotels/41');
    expect(text).toContain('process_resident_memory_bytes');
  });
});

describe('without a database', () => {
  test('what needs it is 503 and says when to try again, and readiness says so', async () => {
    const unreachable = await startProbeApp([HotelsController], {
      databaseUrl: 'postgresql://nobody@127.0.0.1:1/nowhere',
      stripeApiBase: 'http://127.0.0.1:1',
    });
    try {
      const response = await fetch(`${unreachable.url}/v1/hotels`, {
        method: 'POST',
        headers: {
          ...(await unreachable.signIn('alice', 'admin')),
          'content-type': 'application/json',
          'idempotency-key': 'k',
        },
        body: JSON.stringify({ message: 'x' }),
      });
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '2']);
      expect(await jsonOf(response)).toMatchObject({ code: 'database_unavailable' });
      expect((await fetch(`${unreachable.url}/health/ready`)).status).toBe(503);
      expect((await fetch(`${unreachable.url}/health/live`)).status).toBe(200);
    } finally {
      await unreachable.close();
    }
  });
});

describe('readiness', () => {
  test('is 200 while everything needed answers, whatever the answer', async () => {
    expect(await readyWith(200)).toEqual({
      status: 'ok',
      checks: { database: { status: 'up' }, paymentProvider: { status: 'up' } },
    });
  });

  test('is 503 and names what is down, but not why, within a bounded time', async () => {
    probe.app.get(HealthChecks).add({ name: 'queue', check: () => new Promise(() => undefined) });
    await new Promise((resolve) => {
      provider.close(resolve);
      provider.closeAllConnections();
    });
    const problem = await readyWith(503);
    expect(problem).toMatchObject({
      code: 'not_ready',
      checks: { database: { status: 'up' }, paymentProvider: { status: 'down' }, queue: { status: 'down' } },
    });
    expect(JSON.stringify(problem)).not.toContain('127.0.0.1');
  });
});

describe('the API document', () => {
  test('is OpenAPI 3.1 with the errors, security and key of each operation', async () => {
    const document = await jsonOf(await get('/docs-json'));
    expect(document).toMatchObject({
      openapi: '3.1.0',
      security: [{ bearer: [] }],
      tags: [{ name: 'Hotels' }, { name: 'Service' }],
      components: {
        securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
        schemas: { ProblemDto: { required: expect.arrayContaining(['type', 'title', 'status', 'code']) } },
        // What many operations answer in the same way is written once.
        responses: {
          request_in_flight: {
            description: expect.stringContaining('`request_in_flight`'),
            content: { 'application/problem+json': { schema: { allOf: [expect.anything()] } } },
          },
        },
      },
      paths: {
        '/v1/hotels/{hotelId}': {
          get: {
            security: [],
            parameters: expect.arrayContaining([
              expect.objectContaining({
                name: 'hotelId',
                in: 'path',
                schema: { type: 'integer', minimum: 1, maximum: 2_147_483_647 },
              }),
              expect.objectContaining({ name: 'limit', in: 'query', required: false }),
            ]),
          },
        },
        '/v1/hotels': {
          post: {
            parameters: [expect.objectContaining({ name: 'Idempotency-Key', in: 'header' })],
            responses: {
              400: { $ref: expect.stringMatching(/^#\/components\/responses\/.*malformed_json/) },
              401: expect.anything(),
              403: expect.anything(),
              404: { description: expect.stringContaining('`not_found`') },
              409: { $ref: '#/components/responses/request_in_flight' },
              415: expect.anything(),
              422: expect.anything(),
              503: expect.anything(),
            },
          },
        },
      },
    });
    expect(JSON.stringify(document)).not.toMatch(/x-access|x-problems/);
  });

  test('is shown by Swagger UI under the policy our headers set', async () => {
    const page = await get('/docs');
    const html = await page.text();
    const policy = page.headers.get('content-security-policy') ?? '';
    expect([page.status, html]).toEqual([200, expect.stringContaining('swagger-ui-bundle.js')]);
    // Scripts come from our own address and none stands in the page, so the strict policy can hold.
    expect(policy).toContain("script-src 'self';");
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>/);
    const script = await get('/docs/swagger-ui-bundle.js');
    expect([script.status, (await script.text()).length]).toEqual([200, expect.any(Number)]);
    expect(await (await get('/docs/swagger-ui-init.js')).text()).toContain('persistAuthorization');
  });
});
