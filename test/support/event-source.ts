import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import type { EventDto } from '../../src/events/event.dto.js';
import { eventually } from './eventually.js';

/** One event as it came. */
export interface ReceivedEvent {
  /** To go on from. */
  readonly id: string;
  readonly event: string;
  readonly data: EventDto;
}

/** A stream of events that is being read. */
export interface OpenEventSource {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** What has come so far; of an answer that is no stream its body. */
  readonly events: readonly ReceivedEvent[];
  readonly comments: readonly string[];
  readonly body: () => string;
  /** Types in the order they came. */
  types(): string[];
  /** Waits until an event of this type has come. */
  await(type: string, timeoutMs?: number): Promise<ReceivedEvent>;
  /** Waits until the server has ended it. */
  ended: Promise<void>;
  /** Hangs up. */
  close(): void;
  /** Takes nothing from the connection until `resume`. */
  pause(): void;
  resume(): void;
}

/** Follows a stream of events as a client without an EventSource would: line by line. */
export async function openEventSource(
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<OpenEventSource> {
  const [sent, response] = await new Promise<[ClientRequest, IncomingMessage]>((resolve, reject) => {
    const sending = request(url, { headers, agent: false });
    sending.once('response', (answer) => resolve([sending, answer]));
    sending.once('error', reject);
    sending.end();
  });
  // Errors after the headers are how a stream that is cut off ends.
  sent.on('error', () => {});
  response.setEncoding('utf8');
  const events: ReceivedEvent[] = [];
  const comments: string[] = [];
  let text = '';
  let read = 0;
  response.on('data', (chunk: string) => {
    text += chunk;
    for (let end = text.indexOf('\n\n', read); end !== -1; end = text.indexOf('\n\n', read)) {
      const block = text.slice(read, end);
      read = end + 2;
      if (block.startsWith(':')) comments.push(block.slice(1).trim());
      const fields = new Map(
        block.split('\n').map((line): [string, string] => {
          const colon = line.indexOf(': ');
          return [line.slice(0, colon), line.slice(colon + 2)];
        }),
      );
      const data = fields.get('data');
      if (data === undefined) continue;
      events.push({
        id: fields.get('id') ?? '',
        event: fields.get('event') ?? '',
        data: JSON.parse(data) as EventDto,
      });
    }
  });
  const ended = new Promise<void>((resolve) => {
    response.once('close', () => resolve());
  });
  response.on('error', () => {});
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    events,
    comments,
    body: () => text,
    types: () => events.map(({ event }) => event),
    await: (type, timeoutMs = 10_000) =>
      eventually(() => {
        const found = events.find(({ event }) => event === type);
        if (found === undefined)
          throw new Error(`no ${type} among ${events.map(({ event }) => event).join(', ')}`);
        return found;
      }, timeoutMs),
    ended,
    close: () => sent.destroy(),
    pause: () => response.pause(),
    resume: () => response.resume(),
  };
}
