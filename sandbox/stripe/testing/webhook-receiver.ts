import { createServer } from 'node:http';
import StripeClient, { type Stripe } from 'stripe';

export interface Delivery {
  readonly body: string;
  readonly signature: string;
}

/** A server that takes webhooks, each after `delayMs`, and refuses the first `refusals` of them with 500. */
export class WebhookReceiver {
  readonly deliveries: Delivery[] = [];
  private waiting: (() => void)[] = [];
  private readonly server;

  private constructor(
    private refusals: number,
    delayMs: number,
  ) {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      const take = () => {
        const refuse = this.refusals > 0;
        this.refusals -= 1;
        response.writeHead(refuse ? 500 : 200).end();
        this.deliveries.push({
          body: Buffer.concat(chunks).toString('utf8'),
          signature: String(request.headers['stripe-signature']),
        });
        for (const wake of this.waiting.splice(0)) wake();
      };
      request.on('end', () => {
        if (delayMs === 0) take();
        else setTimeout(take, delayMs);
      });
    });
  }

  static async open({ refusals = 0, delayMs = 0 } = {}): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver(refusals, delayMs);
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

  /** The events so far, each checked by the SDK against its signature. */
  events(secret: string): Stripe.Event[] {
    return this.deliveries.map(({ body, signature }) =>
      StripeClient.webhooks.constructEvent(body, signature, secret),
    );
  }

  types(): string[] {
    return this.deliveries.map(({ body }) => {
      const event: { type: string } = JSON.parse(body);
      return event.type;
    });
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
