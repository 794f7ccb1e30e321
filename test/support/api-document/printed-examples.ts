import type { TestApp } from '../app.js';
import type { Answer } from './answer-judge.js';
import {
  listDocumented,
  readApiDocument,
  type ApiDocument,
  type DocumentedOperation,
  type DocumentedParameter,
} from './api-document.js';
import { sendRequest } from './api-request.js';
import { filesOf } from './sample-files.js';
import { makersOf, signatureOf, type Ids, type Maker } from './sample-ids.js';

export interface PrintedAnswer extends Answer {
  /** The parsed body, or undefined for none. */
  readonly json: unknown;
}

/** The same, parsed. */
export function withJson(answer: Answer): PrintedAnswer {
  const isJson = /[/+]json/.test(answer.contentType ?? '');
  return { ...answer, json: isJson ? (JSON.parse(answer.text) as unknown) : undefined };
}

/** Sends requests as the document of a running application prints them. */
export class PrintedExamples {
  private guests = 0;
  /** The last answer of each operation that succeeded, by its name. */
  private readonly answers = new Map<string, Ids>();

  private constructor(
    readonly holdfast: TestApp,
    readonly document: ApiDocument,
    readonly operations: readonly DocumentedOperation[],
  ) {}

  static async of(holdfast: TestApp): Promise<PrintedExamples> {
    const document = await readApiDocument(holdfast);
    return new PrintedExamples(holdfast, document, listDocumented(document));
  }

  operation(name: string): DocumentedOperation {
    const found = this.operations.find((operation) => operation.name === name);
    if (found === undefined) throw new Error(`the document has no ${name}`);
    return found;
  }

  newGuest(): string {
    this.guests += 1;
    return `printed-${this.guests}`;
  }

  /** The names of the bodies an operation prints; one without a name for those without a body, or with one only. */
  bodiesOf({ body }: DocumentedOperation): (string | undefined)[] {
    const names = Object.keys(body?.['application/json']?.examples ?? {});
    return names.length === 0 ? [undefined] : names;
  }

  /** Makes what the request speaks of, sends it as printed but for those ids, and releases nothing. */
  async send(
    operation: DocumentedOperation,
    { guestId = this.newGuest(), body: bodyName }: { guestId?: string; body?: string | undefined } = {},
  ): Promise<PrintedAnswer> {
    const ids = await this.idsFor(operation, guestId, bodyName);
    const printed = printedBody(operation, bodyName);
    const body = printed === undefined ? undefined : JSON.stringify(withIds(printed, ids));
    const { holdfast } = this;
    const credentials =
      operation.access === 'admin'
        ? await holdfast.signIn('root', 'admin')
        : operation.access === 'guest'
          ? await holdfast.signIn(guestId)
          : {};
    const answer = await sendRequest(holdfast.url, operation, {
      path: Object.fromEntries(
        parametersIn(operation, 'path').map((each) => [each.name, valueOf(each, ids)]),
      ),
      query: Object.fromEntries(
        parametersIn(operation, 'query').flatMap((each) =>
          printedValue(each) === undefined ? [] : [[each.name, valueOf(each, ids)]],
        ),
      ),
      headers: {
        ...credentials,
        ...Object.fromEntries(
          parametersIn(operation, 'header').flatMap((each) =>
            each.required === true && !/signature/i.test(each.name) ? [[each.name, valueOf(each, ids)]] : [],
          ),
        ),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...signatureOf(holdfast, operation, body),
      },
      body: (await filesOf(operation)) ?? body,
    });
    const parsed = withJson(answer);
    if (answer.status < 300) this.answers.set(operation.name, (parsed.json ?? {}) as Ids);
    return parsed;
  }

  /** What has been made as printed before: to be changed or taken away without harm to the sample catalogue. */
  made(name: string): Ids {
    const answer = this.answers.get(name);
    if (answer === undefined) throw new Error(`${name} has not succeeded before`);
    return answer;
  }

  /** The same, for what must succeed: the body of its answer. */
  async make<Body>(name: string, options: { guestId?: string; body?: string } = {}): Promise<Body> {
    const { status, json, text } = await this.send(this.operation(name), options);
    if (status >= 300) throw new Error(`${name}, as printed, is ${status}: ${text}`);
    return json as Body;
  }

  private async idsFor(operation: DocumentedOperation, guestId: string, bodyName?: string): Promise<Ids> {
    const { ofOperation, ofName } = makersOf(operation);
    if (ofOperation !== undefined) return ofOperation(this, guestId);
    const printed = printedBody(operation, bodyName);
    const names = [
      ...parametersIn(operation, 'path').map(({ name }) => name),
      ...Object.keys(typeof printed === 'object' && printed !== null ? printed : {}),
    ];
    const made: Record<string, unknown> = {};
    for (const name of new Set(names)) {
      const maker: Maker | undefined = ofName(name);
      if (maker !== undefined) made[name] = (await maker(this, guestId))[name];
    }
    return made;
  }
}

function parametersIn(
  { parameters }: DocumentedOperation,
  place: DocumentedParameter['in'],
): DocumentedParameter[] {
  return parameters.filter((parameter) => parameter.in === place);
}

function printedValue({ example, schema }: DocumentedParameter): unknown {
  return example ?? schema.example;
}

function valueOf(parameter: DocumentedParameter, ids: Ids): string {
  const value = ids[parameter.name] ?? printedValue(parameter);
  if (value === undefined) throw new Error(`${parameter.name} has no example`);
  return [value].flat().map(String).join(',');
}

function printedBody({ body }: DocumentedOperation, name: string | undefined): unknown {
  const media = body?.['application/json'];
  return name === undefined ? (media?.example ?? media?.schema?.example) : media?.examples?.[name]?.value;
}

/** What is printed of what one makes oneself stands for one's own. */
function withIds(printed: unknown, ids: Ids): unknown {
  if (typeof printed !== 'object' || printed === null || Array.isArray(printed)) return printed;
  return Object.fromEntries(
    Object.entries(printed).map(([name, value]) => [name, name in ids ? ids[name] : value]),
  );
}
