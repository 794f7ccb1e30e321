import { createServer } from 'node:http';

export interface Delivery {
  readonly body: string;
  readonly signature: string | undefined;
}

export interface DuffelEvent {
  readonly id: string;
  readonly type: string;
  readonly idempotency_key: string;
  readonly data: { readonly object: Readonly<Record<string, string>> };
}

/** A server that takes webhooks, and refuses the first `refusals` of them with 500. */
export class WebhookReceiver {
  readonly deliveries: Delivery[] = [];
  private waiting: (() => void)[] = [];
  private readonly server;

  private constructor(private refusals: number) {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const refuse = this.refusals > 0;
        this.refusals -= 1;
        response.writeHead(refuse ? 500 : 200).end();
        const signature = request.headers['x-duffel-signature'];
        this.deliveries.push({
          body: Buffer.concat(chunks).toString('utf8'),
          signature: typeof signature === 'string' ? signature : undefined,
        });
        for (const wake of this.waiting.splice(0)) wake();
      });
    });
  }

  static async open({ refusals = 0 } = {}): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver(refusals);
    await new Promise<void>((resolve) => {
      receiver.server.listen(0, '127.0.0.1', resolve);
    });
    return receiver;
  }

  get url(): string {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('The receiver is closed.');
    return `http://127.0.0.1:${address.port}/hooks`;
  }

  events(): DuffelEvent[] {
    return this.deliveries.map(({ body }) => {
      const event: DuffelEvent = JSON.parse(body);
      return event;
    });
  }

  types(): string[] {
    return this.events().map(({ type }) => type);
  }

  /** Resolves when `condition` holds; it is looked at after each delivery. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      await new Promise<void>((resolve) => {
        this.waiting.push(resolve);
      });
    }
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.server.close(() => {
        resolve();
      });
    });
    this.server.closeAllConnections();
    await closed;
  }
}
