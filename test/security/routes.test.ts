import { request } from 'node:http';
import { mintListingUuid } from '../../src/inventory/listing-uuid.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { fillPath, listOperations, listRoutes, nameOf, type Operation } from './api-operations.js';

let holdfast: TestApp;
let operations: Operation[];
let guest: { authorization: string };

beforeAll(async () => {
  holdfast = await startTestApp();
  operations = await listOperations(holdfast);
  guest = await holdfast.signIn('mallory');
});
afterAll(() => holdfast.close());

/** Everything that is served to whoever asks. A line is added here on purpose or not at all. */
const publicOperations = [
  'GET /ping',
  'GET /health/live',
  'GET /health/ready',
  'GET /v1/hotels',
  'GET /v1/hotels/{hotelId}',
  'GET /v1/hotels/{hotelId}/rooms',
  'GET /v1/hotels/{hotelId}/rooms/{roomTypeId}',
  'GET /v1/hotels/{hotelId}/availability',
  'GET /v1/hotels/{hotelId}/rooms/{roomTypeId}/prices',
  'GET /v1/hotels/{hotelId}/events',
  'GET /v1/flights',
  'GET /v1/flights/{flightId}',
  'GET /v1/flights/{flightId}/seats',
  'GET /v1/flights/{flightId}/prices',
  'GET /v1/flights/{flightId}/events',
  'GET /v1/flight-offers',
  'GET /v1/flight-offers/{offerId}',
  'GET /v1/flight-offers/{offerId}/seats',
  'POST /v1/quotes',
  // Pictures are for everyone to see, and an upload address is a secret by itself.
  'GET /media/{first}/{second}/{name}',
  'PUT /v1/uploads/{token}',
  'POST /v1/webhooks/stripe',
  'POST /v1/webhooks/duffel',
];

/** Routes outside the API document: the documents themselves and what is scraped. */
const undocumentedRoutes = /^GET \/(metrics|docs(-json|\/.*)?)$/;

const isAdmin = ({ path }: Operation): boolean => path.startsWith('/v1/admin/');

/** An address of that operation which could exist. */
function addressOf({ path }: Operation): string {
  return fillPath(path, (name) => (/^(hold|reservation)Id$/.test(name) ? mintListingUuid(1) : '1'));
}

function call(operation: Operation, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${holdfast.url}${addressOf(operation)}`, {
    method: operation.method,
    headers: { ...headers, ...(operation.takesBody ? { 'content-type': 'application/json' } : {}) },
    ...(operation.takesBody ? { body: '{}' } : {}),
  });
}

test('every route is in the API document, but for the documents and the metrics', () => {
  const documented = new Set(operations.map(nameOf));
  const routes = listRoutes(holdfast);
  expect(routes.length).toBeGreaterThan(30);
  expect(routes.filter((route) => !documented.has(route) && !undocumentedRoutes.test(route))).toEqual([]);
});

test('what is served without a token is a list somebody wrote', () => {
  const open = operations.filter(({ isPublic }) => isPublic).map(nameOf);
  expect(open.toSorted()).toEqual(publicOperations.toSorted());
});

test('every other operation is 401 without a token, before anything else is looked at', async () => {
  const closed = operations.filter(({ isPublic }) => !isPublic);
  expect(closed.length).toBeGreaterThan(20);
  for (const operation of closed) {
    const answer = await call(operation);
    const { code } = (await answer.json()) as { code: string };
    expect([nameOf(operation), answer.status, code]).toEqual([nameOf(operation), 401, 'unauthenticated']);
  }
});

test('every operation for administrators is 403 for a guest', async () => {
  const forAdmins = operations.filter(isAdmin);
  expect(forAdmins.length).toBeGreaterThan(12);
  for (const operation of forAdmins) {
    const answer = await call(operation, guest);
    const { code } = (await answer.json()) as { code: string };
    expect([nameOf(operation), answer.status, code]).toEqual([nameOf(operation), 403, 'forbidden']);
  }
});

describe('an address for administrators', () => {
  /** As written: `fetch` would tidy the path up first. */
  function ask(path: string, method = 'GET', headers: Record<string, string> = {}): Promise<number> {
    return new Promise((resolve, reject) => {
      const { hostname, port } = new URL(holdfast.url);
      const asking = request(
        { hostname, port, path, method, headers: { ...guest, ...headers } },
        (answer) => {
          answer.resume().once('end', () => resolve(answer.statusCode ?? 0));
        },
      );
      asking.once('error', reject).end();
    });
  }

  test.each([
    '/v1/admin/holds/',
    '/V1/ADMIN/HOLDS',
    '/v1/Admin/holds',
    '//v1/admin/holds',
    '/v1//admin/holds',
    '/v1/./admin/holds',
    '/v1/holds/../admin/holds',
    '/v1/holds/..%2fadmin/holds',
    '/v1/%61dmin/holds',
    '/v1%2fadmin%2fholds',
    '/v1/admin/holds;admin=1',
    '/v1/admin/holds%20',
    '/v1/admin/holds.json',
    '/v1/admin/holds?role=admin',
    '/v1/admin/holds?guestId=mallory',
    '\\v1\\admin\\holds',
    'http://127.0.0.1/v1/admin/holds',
    'http://anything@localhost/v1/admin/holds',
  ])('written as %s is not served to a guest', async (path) => {
    expect([400, 403, 404]).toContain(await ask(path));
  });

  test.each(['HEAD', 'OPTIONS', 'TRACE', 'PROPFIND', 'POST', 'PUT', 'PATCH', 'DELETE'])(
    'asked for by %s is not served to a guest',
    async (method) => {
      expect([403, 404, 405]).toContain(await ask('/v1/admin/holds', method));
    },
  );

  test.each([
    ['x-original-url', '/v1/admin/holds'],
    ['x-rewrite-url', '/v1/admin/holds'],
    ['x-http-method-override', 'DELETE'],
    ['x-forwarded-prefix', '/v1/admin'],
    ['x-forwarded-user', 'admin'],
    ['x-forwarded-for', '127.0.0.1'],
    ['x-role', 'admin'],
    ['host', 'localhost'],
    ['cookie', 'role=admin'],
  ])('is not opened by a header %s: %s', async (name, value) => {
    expect(await ask('/v1/admin/holds', 'GET', { [name]: value })).toBe(403);
    // Nor does it turn an address of everyone's into another.
    expect(await ask('/v1/hotels', 'GET', { [name]: value })).toBe(200);
  });
});

test('an address has one spelling, so that a proxy and the API cannot disagree about it', async () => {
  for (const path of [
    '/METRICS',
    '/Metrics',
    '/metrics/',
    '/V1/hotels',
    '/v1/Webhooks/stripe',
    '/Docs-json',
  ]) {
    expect([path, (await fetch(`${holdfast.url}${path}`)).status]).toEqual([path, 404]);
  }
  expect((await fetch(`${holdfast.url}/metrics`)).status).toBe(200);
});
