import path from 'node:path';
import type { FlightBooks } from '../../../sandbox/duffel/testing/books.js';
import { projectFolder } from '../../../src/config/project-folder.js';
import { lastingPort } from '../../support/lasting-port.js';
import { AppProcess } from './app-process.js';
import { inheritedEnv } from './processes.js';
import { TcpProxy } from './proxy.js';

/**
 * `laterMs`: when an airline decides that does not do so at once; before an order counts as not made, unless the supplier
 * lies. `slowMs`: longer than anybody waits.
 */
const sandboxTimes = { laterMs: 4_000, slowMs: 2_500 };
/** Everything is over in seconds here. */
const quickTimes = {
  SUPPLIER_SEARCH_TIMEOUT_MS: '3000',
  SUPPLIER_TIMEOUT_MS: '2000',
  SUPPLIER_WRITE_TIMEOUT_MS: '1500',
  SUPPLIER_SETTLE_SECONDS: '6',
};
const webhookSecret = 'duffel_webhook_chaos';
const maxEventsSentAgain = 1_000;
const sentAtOnce = 20;

/** The supplier of flights as a process of its own, with the proxies between it and the applications. */
export class FlightSandbox {
  /** What went wrong by chance so far, by kind. */
  readonly mishaps: Record<string, number> = {};

  private constructor(
    readonly process: AppProcess,
    private readonly port: number,
    /** From the applications to the supplier. */
    readonly network: TcpProxy,
    private readonly webhooks: TcpProxy,
  ) {}

  /** @param webhookTarget port of the application that takes the next message */
  static async open(folder: string, webhookTarget: () => number): Promise<FlightSandbox> {
    const port = await lastingPort();
    const webhooks = await TcpProxy.listen(webhookTarget);
    const flags = Object.entries({
      port: String(port),
      'data-dir': path.join(folder, 'flights'),
      'webhook-url': `http://127.0.0.1:${webhooks.port}/v1/webhooks/duffel`,
      'webhook-secret': webhookSecret,
    }).flatMap(([name, value]) => [`--${name}`, value]);
    const process = new AppProcess({
      name: 'flights',
      command: globalThis.process.execPath,
      args: ['dist/sandbox/duffel/main.js', ...flags],
      cwd: projectFolder(),
      env: inheritedEnv(),
      logFile: path.join(folder, 'flights.log'),
      readyUrl: `http://127.0.0.1:${port}/_sandbox/control`,
    });
    return new FlightSandbox(process, port, await TcpProxy.listen(() => port), webhooks);
  }

  /** What the applications are told of it. */
  get settings(): Readonly<Record<string, string>> {
    return {
      ...quickTimes,
      DUFFEL_API_BASE: `http://127.0.0.1:${this.network.port}`,
      DUFFEL_WEBHOOK_SECRETS: webhookSecret,
    };
  }

  /** It remembers its books and forgets how it was to behave. */
  async start(): Promise<void> {
    this.process.start();
    await this.process.untilReady();
    await this.control(sandboxTimes);
  }

  /** How it behaves from now on; see sandbox/duffel/README.md. */
  async control(settings: object): Promise<void> {
    await this.ask('/_sandbox/control', settings);
  }

  /** It behaves again, as long as nobody flies whose name says otherwise. */
  async behave(): Promise<void> {
    const { chaos } = await this.ask<{ chaos: { hits: Readonly<Record<string, number>> } | null }>(
      '/_sandbox/control',
    );
    for (const [kind, hits] of Object.entries(chaos?.hits ?? {})) {
      this.mishaps[kind] = (this.mishaps[kind] ?? 0) + hits;
    }
    await this.control({ disarm: true, chaos: null, webhooks: null, ...sandboxTimes });
  }

  /** It behaves again, airlines decide what they had still to decide, and everything can be seen and is told. */
  async heal(): Promise<void> {
    await this.behave();
    await this.ask('/_sandbox/pending/decide', {});
    const { orders } = await this.readBooks();
    for (const { id, hidden } of orders) if (hidden) await this.ask(`/_sandbox/orders/${id}/reveal`, {});
    await this.ask('/_sandbox/webhooks/release', {});
  }

  /** Twice each, all at once: late, doubled and out of order. */
  async sendMessagesAgain(): Promise<void> {
    const { events } = await this.ask<{ events: { id: string }[] }>('/_sandbox/events');
    const ids = events.slice(0, maxEventsSentAgain).map(({ id }) => id);
    for (let from = 0; from < ids.length; from += sentAtOnce) {
      const some = ids.slice(from, from + sentAtOnce);
      await Promise.all(some.map((id) => this.ask(`/_sandbox/events/${id}/resend`, { times: 2 })));
    }
  }

  readBooks(): Promise<FlightBooks> {
    return this.ask('/_sandbox/books');
  }

  async close(): Promise<void> {
    await Promise.all([this.network.close(), this.webhooks.close()]);
  }

  private async ask<Answer>(address: string, body?: object): Promise<Answer> {
    const answer = await fetch(`http://127.0.0.1:${this.port}${address}`, {
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${address}: ${answer.status} ${text}`);
    const said: Answer = JSON.parse(text);
    return said;
  }
}
