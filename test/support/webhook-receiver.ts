import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Webhook } from 'standardwebhooks';

export interface ReceivedMessage {
  readonly id: string;
  readonly type: string;
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly headers: IncomingHttpHeaders;
  readonly raw: string;
}

/** What the endpoint does with a message: a status, or whatever a function does with the response. */
export type Answer = number | ((response: ServerResponse) => void);

/** A client's endpoint, which keeps every message it is sent. */
export interface WebhookReceiver {
  readonly url: string;
  readonly messages: readonly ReceivedMessage[];
  /** How the coming messages are answered, one each; then as before. */
  answerNext(...answers: Answer[]): void;
  /** How messages are answered from now on; 204 at first. */
  answer(answer: Answer): void;
  types(): string[];
  close(): Promise<void>;
}

export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const messages: ReceivedMessage[] = [];
  const sockets = new Set<Socket>();
  const next: Answer[] = [];
  let usual: Answer = 204;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks).toString();
      const { type, timestamp, data } = JSON.parse(raw) as Omit<ReceivedMessage, 'id' | 'raw' | 'headers'>;
      const { headers } = request;
      messages.push({ id: String(headers['webhook-id']), type, timestamp, data, headers, raw });
      const answer = next.shift() ?? usual;
      if (typeof answer === 'number') response.writeHead(answer).end();
      else answer(response);
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    messages,
    answerNext: (...answers) => {
      next.push(...answers);
    },
    answer: (answer) => {
      usual = answer;
    },
    types: () => messages.map(({ type }) => type),
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Whether a Standard Webhooks library takes the message for one signed with this secret. */
export function isSignedWith(secret: string, { headers, raw }: ReceivedMessage): boolean {
  const text = (name: string) => String(headers[name]);
  try {
    new Webhook(secret).verify(raw, {
      'webhook-id': text('webhook-id'),
      'webhook-timestamp': text('webhook-timestamp'),
      'webhook-signature': text('webhook-signature'),
    });
    return true;
  } catch {
    return false;
  }
}
