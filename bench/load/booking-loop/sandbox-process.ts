import path from 'node:path';
import { projectFolder } from '../../../src/config/project-folder.js';
import { freePort } from '../../../src/database/free-port.js';
import { handledEventTypes } from '../../../src/payments/stripe-webhook.rules.js';
import { AppProcess } from '../../../test/chaos/harness/app-process.js';
import type { Bench } from '../../world/bench.js';

const webhookSecret = 'whsec_bench';

/** The payment sandbox in a process of its own, for several processes of the product, or to keep its books out of them. */
export class SandboxProcess {
  private process: AppProcess | undefined;

  private constructor(
    private readonly bench: Bench,
    private readonly port: number,
  ) {}

  /** Knows where it will answer, so that the product can be told before it is started. */
  static async prepare(bench: Bench): Promise<SandboxProcess> {
    const sandbox = new SandboxProcess(bench, await freePort());
    bench.alsoStop(() => sandbox.stop());
    return sandbox;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** What a process of the product is told, so that it uses this sandbox. */
  get env(): Record<string, string> {
    return { STRIPE_API_BASE: this.url, STRIPE_WEBHOOK_SECRETS: webhookSecret };
  }

  get pid(): number {
    return this.process?.pid ?? 0;
  }

  /** @param webhookPort the API its messages go to */
  async start(webhookPort: number): Promise<void> {
    const flags = Object.entries({
      port: String(this.port),
      'data-dir': path.join(this.bench.folder, `sandbox-${this.port}`),
      'webhook-url': `http://127.0.0.1:${webhookPort}/v1/webhooks/stripe`,
      'webhook-secret': webhookSecret,
      'webhook-events': handledEventTypes.join(','),
    }).flatMap(([name, value]) => [`--${name}`, value]);
    const { PATH = '', HOME = '' } = globalThis.process.env;
    this.process = new AppProcess({
      name: 'sandbox',
      command: globalThis.process.execPath,
      args: [path.join(projectFolder(), 'dist/sandbox/stripe/main.js'), ...flags],
      cwd: this.bench.folder,
      env: { PATH, HOME },
      logFile: path.join(this.bench.folder, 'sandbox.log'),
      readyUrl: `${this.url}/_sandbox/control`,
    });
    this.process.start();
    await this.process.untilReady();
  }

  async stop(): Promise<void> {
    await this.process?.stop();
  }
}
