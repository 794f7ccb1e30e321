import fc from 'fast-check';
import { errorCodes } from '../../src/errors/error-codes.js';
import { createJudge, type AnswerJudge } from '../support/api-document/answer-judge.js';
import type { ApiDocument, DocumentedOperation } from '../support/api-document/api-document.js';
import { sendRequest, type ApiRequest } from '../support/api-document/api-request.js';
import { requestsOf } from '../support/api-document/arbitrary-requests.js';
import { PrintedExamples, withJson, type PrintedAnswer } from '../support/api-document/printed-examples.js';
import { signatureOf } from '../support/api-document/sample-ids.js';
import { apiClient } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { payingGuest } from '../support/paying-guest.js';

/** Another one finds other things: `CONTRACT_SEED=4711 CONTRACT_RUNS=200 npm test -- api-document` */
const seed = Number(process.env['CONTRACT_SEED'] ?? 20_261_122);
/** Requests by whom an operation is for; strangers to it ask a few times. */
const runs = Number(process.env['CONTRACT_RUNS'] ?? 24);
const runsOfStrangers = 3;

jest.setTimeout(Math.max(240_000, runs * 10_000));

let holdfast: TestApp;
let examples: PrintedExamples;
let judge: AnswerJudge;
/** What exists by now, for requests that get further than to a 404. */
const known: Record<string, unknown[]> = {};

beforeAll(async () => {
  const env = {
    SUPPLIER_WRITE_TIMEOUT_MS: '500',
    SUPPLIER_SETTLE_SECONDS: '3600',
    WEBHOOK_ALLOW_PRIVATE_TARGETS: 'true',
  };
  holdfast = await startTestApp({ env, flights: true, sample: { horizonDays: 60, flightDays: 3 } });
  examples = await PrintedExamples.of(holdfast);
  judge = createJudge(examples.document);
});
afterAll(() => holdfast.close());

const order = ['POST', 'GET', 'PUT', 'PATCH', 'DELETE'];
/** Others are printed to be made of them. */
const earliest = ['POST /v1/admin/seat-maps'];

/** What makes things comes before what takes them away. */
function inOrder(operations: readonly DocumentedOperation[]): DocumentedOperation[] {
  const rankOf = ({ name, method }: DocumentedOperation) =>
    earliest.includes(name) ? -1 : order.indexOf(method);
  // Of two addresses the deeper one goes first: a part is taken away before the whole.
  const depthOf = ({ method, path }: DocumentedOperation) =>
    method === 'DELETE' ? -path.split('/').length : 0;
  return operations.toSorted((a, b) => rankOf(a) - rankOf(b) || depthOf(a) - depthOf(b));
}

test('every operation works as printed against the sample catalogue', async () => {
  const faults: string[] = [];
  for (const operation of inOrder(examples.operations)) {
    for (const body of examples.bodiesOf(operation)) {
      const guestId = examples.newGuest();
      const name = `${operation.name}${body === undefined ? '' : ` (${body})`}`;
      try {
        const answer = await examples.send(operation, { guestId, body });
        const fault = judge(operation, answer);
        if (answer.status >= 300) faults.push(`${name} is ${answer.status}: ${answer.text}`);
        else if (fault !== undefined) faults.push(`${name}: ${fault}`);
        remember(answer);
        await giveBack(guestId, answer);
      } catch (error) {
        faults.push(`${name}: ${String(error)}`);
      }
    }
  }
  expect(faults).toEqual([]);
  expect(examples.operations.length).toBeGreaterThan(150);
});

/** Ids of whatever an answer speaks of. */
function remember({ json }: PrintedAnswer): void {
  const [first] = [json, (json as { data?: unknown } | undefined)?.data].flat();
  for (const thing of [json, first]) {
    if (typeof thing !== 'object' || thing === null) continue;
    for (const [name, value] of Object.entries(thing)) {
      if (!/(Id|^url)$/.test(name) || value === null) continue;
      know(name, value);
    }
  }
  const address = (json as { upload?: { url: string } } | undefined)?.upload?.url;
  if (address !== undefined) know('token', address.split('/').pop());
}

function know(name: string, value: unknown): void {
  known[name] = [...new Set([...(known[name] ?? []), value])].slice(-5);
}

/** The same seat, and the same room at the desk, are printed more than once. */
async function giveBack(guestId: string, { json }: PrintedAnswer): Promise<void> {
  if (typeof json !== 'object' || json === null) return;
  const guest = await payingGuest(holdfast, guestId);
  if ('timeline' in json && 'reservationId' in json) {
    const reservationId = String(json.reservationId);
    const admin = await apiClient(holdfast, 'root', 'admin');
    if ('stay' in json) await admin.post(`/v1/admin/reservations/${reservationId}/check-out`);
    await guest.delete(`/v1/reservations/${reservationId}`);
  } else if ('extendable' in json && 'holdId' in json) await guest.delete(`/v1/holds/${String(json.holdId)}`);
}

test('whatever is asked of an operation by whomever, the answer is one of those documented, and never a 5xx', async () => {
  const callers = await callersOf();
  const faults: string[] = [];
  const statuses = new Set<number>();
  const reached = new Set<string>();
  for (const operation of inOrder(examples.operations)) {
    for (const { credentials, isFor } of callers) {
      const requests = requestsOf({ document: examples.document, known }, operation, credentials);
      const property = fc.asyncProperty(requests, async (request) => {
        const answer = await sendRequest(holdfast.url, operation, signed(operation, request));
        statuses.add(answer.status);
        if (answer.status < 300) {
          reached.add(operation.name);
          // What is made on the way is there for the operations that follow.
          remember(withJson(answer));
        }
        const fault = judge(operation, answer);
        if (fault !== undefined) throw new Error(fault);
      });
      const numRuns = isFor(operation) ? runs : runsOfStrangers;
      const result = await fc.check(property, { seed, numRuns, interruptAfterTimeLimit: 15_000 });
      if (result.failed)
        faults.push(
          `${operation.name}: ${String(result.errorInstance)}\n${fc.defaultReportMessage(result) ?? ''}`,
        );
    }
  }
  expect(faults).toEqual([]);
  // Requests that are all refused at the door would prove little.
  expect([...statuses]).toEqual(expect.arrayContaining([200, 201, 204, 400, 401, 403, 404, 409, 415]));
  expect(reached.size).toBeGreaterThan(examples.operations.length / 2);
});

/** A message without a signature gets one: what is behind the door is looked at, too. */
function signed(operation: DocumentedOperation, request: ApiRequest): ApiRequest {
  const body = typeof request.body === 'string' ? request.body : '';
  return { ...request, headers: { ...signatureOf(holdfast, operation, body), ...request.headers } };
}

interface Caller {
  readonly credentials: Readonly<Record<string, string>>;
  readonly isFor: (operation: DocumentedOperation) => boolean;
}

async function callersOf(): Promise<Caller[]> {
  return [
    { credentials: {}, isFor: ({ access }) => access === 'public' },
    { credentials: { authorization: 'Bearer nonsense' }, isFor: () => false },
    { credentials: await holdfast.signIn('mallory'), isFor: ({ access }) => access === 'guest' },
    { credentials: await holdfast.signIn('root', 'admin'), isFor: ({ access }) => access === 'admin' },
  ];
}

test('every error code is one of some operation, but for those no operation answers with', () => {
  /** Of the command line, and of requests that never get to an operation. */
  const others = [
    'headers_too_large',
    'import_folder_not_found',
    'method_not_allowed',
    'request_timeout',
    'tokens_minted_elsewhere',
  ];
  const documented = Object.keys(examples.document.components['examples'] ?? {});
  expect(
    Object.keys(errorCodes)
      .filter((code) => !documented.includes(code))
      .toSorted(),
  ).toEqual(others);
});

describe('what the document does not say is noticed:', () => {
  /** The judge by a document in which something is other than the application has it. */
  function judgeBy(change: (document: ApiDocument) => void): AnswerJudge {
    const changed = structuredClone(examples.document);
    change(changed);
    return createJudge(changed);
  }

  interface Changeable {
    paths: Record<string, Record<string, { responses: Record<string, unknown> }>>;
    components: { schemas: Record<string, { properties: Record<string, object>; required?: string[] }> };
  }

  test.each<[string, (document: Changeable) => void]>([
    [
      'another type',
      ({ components }) =>
        Object.assign(components.schemas['HotelDto']?.properties['name'] ?? {}, { type: 'integer' }),
    ],
    [
      'a field too many',
      ({ components }) => Reflect.deleteProperty(components.schemas['HotelDto']?.properties ?? {}, 'name'),
    ],
    ['a field that is needed', ({ components }) => components.schemas['HotelDto']?.required?.push('stars')],
    [
      'a form',
      ({ components }) =>
        Object.assign(components.schemas['HotelDto']?.properties['name'] ?? {}, { format: 'date' }),
    ],
  ])('%s', async (_what, change) => {
    const operation = examples.operation('GET /v1/hotels/{hotelId}');
    const answer = await examples.send(operation);
    expect(judge(operation, answer)).toBeUndefined();
    const changedJudge = judgeBy((document) => change(document as unknown as Changeable));
    expect(changedJudge(operation, answer)).toMatch(/has another form/);
  });

  test('a status, a code, and a body where there is none', async () => {
    const operation = examples.operation('GET /v1/hotels/{hotelId}');
    const path = { hotelId: '2000000000' };
    const answer = await sendRequest(holdfast.url, operation, { path, query: {}, headers: {} });
    expect([answer.status, judge(operation, answer)]).toEqual([404, undefined]);
    const { 404: notFound, ...others } = operation.responses;
    expect(judge({ ...operation, responses: others }, answer)).toMatch(/404 is not documented/);
    const other = examples.operation('GET /v1/flights/{flightId}').responses['404'];
    expect(judge({ ...operation, responses: { ...others, 404: other ?? {} } }, answer)).toMatch(/code/);
    expect(judge({ ...operation, responses: { ...others, 404: {} } }, answer)).toMatch(/has a body/);
    expect(notFound).toBeDefined();
  });
});
