import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Random } from '../random.js';

/** A message as it arrived; `isTaken` says whether it was answered 200. */
export interface Received {
  readonly webhookId: string;
  readonly eventId: string;
  readonly type: string;
  readonly isTaken: boolean;
}

/** How often the first attempt of a message is refused, or its connection cut before the answer. */
const refusedShare = 0.03;
const cutShare = 0.03;

/** Somebody who subscribed to everything that happens, on a server that is not always well. */
export class Subscriber {
  readonly received: Received[] = [];
  private readonly refused = new Set<string>();

  private constructor(
    private readonly server: Server,
    private readonly random: Random,
  ) {}

  static async listen(random: Random): Promise<Subscriber> {
    const server = createServer();
    const subscriber = new Subscriber(server, random);
    server.on('request', (request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const status = subscriber.take(
          String(request.headers['webhook-id']),
          Buffer.concat(parts).toString(),
        );
        if (status === null) response.destroy();
        else response.writeHead(status).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return subscriber;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/events`;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }

  /** What it answers; null cuts the connection, although the message has arrived. */
  private take(webhookId: string, body: string): number | null {
    const { type, data } = JSON.parse(body) as { type: string; data: { id: string } };
    const isFirst = !this.refused.has(webhookId);
    const isRefused = isFirst && this.random.chance(refusedShare);
    const isCut = isFirst && !isRefused && this.random.chance(cutShare);
    if (isRefused || isCut) this.refused.add(webhookId);
    this.received.push({ webhookId, eventId: data.id, type, isTaken: !isRefused });
    return isCut ? null : isRefused ? 500 : 200;
  }
}
