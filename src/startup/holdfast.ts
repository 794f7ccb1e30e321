import type { NestExpressApplication } from '@nestjs/platform-express';
import type { AppConfig } from '../config/app-config.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../database/embedded-postgres.js';
import { freePort } from '../database/free-port.js';
import { migrate } from '../database/migrate.js';
import { startPatienceMs, whenReachable } from '../database/when-reachable.js';
import { EventStreamsService } from '../events/event-streams.service.js';
import { PriceStreamsService } from '../price-history/price-streams.service.js';
import { startFlightSandbox, startPaymentSandbox } from '../sandboxes.js';
import { createApp } from './create-app.js';
import { lockDataDir } from './data-dir-lock.js';
import { loadSampleData, loadSamplePicturesOf } from './sample-data.js';
import { StartError } from './start-error.js';
import { stopListening } from './stop-listening.js';

export interface HoldfastOptions {
  /** Told what takes time, and told at once when the embedded database is lost. */
  announce: (text: string) => void;
  onCrash: (message: string) => void;
}

/** Everything one process runs, in the order in which each part needs the one before. */
export class Holdfast {
  private postgres: EmbeddedPostgres | undefined;
  private readonly stops: (() => Promise<void> | void)[] = [];
  private starting: Promise<NestExpressApplication> | undefined;
  private stopped: Promise<void> | undefined;

  constructor(
    private settings: AppConfig,
    private readonly options: HoldfastOptions,
  ) {}

  /** The settings with what was found out on the way: addresses and ports. */
  get config(): AppConfig {
    return this.settings;
  }

  /**
   * @throws StartError when something outside has to be changed first. Whatever had been started is stopped again.
   */
  async start(): Promise<NestExpressApplication> {
    this.starting ??= this.startParts();
    try {
      return await this.starting;
    } catch (error) {
      // Why it did not start matters more than what could not be stopped for it.
      await this.stopParts().catch(() => {});
      throw error;
    }
  }

  /**
   * Stops accepting, finishes what was accepted, then stops each part before the one it needs. A start under way is
   * waited for: half of a part could not be stopped.
   */
  async stop(): Promise<void> {
    await this.starting?.catch(() => {});
    await this.stopParts();
  }

  /** For a process that ends this instant: lets the database shut down by itself. */
  abandon(): void {
    this.postgres?.abandon();
  }

  private stopParts(): Promise<void> {
    this.stopped ??= (async () => {
      const failures: unknown[] = [];
      for (let stop = this.stops.pop(); stop !== undefined; stop = this.stops.pop()) {
        try {
          await stop();
        } catch (error) {
          // One that cannot be stopped must not keep the others running, least of all the database.
          failures.push(error);
        }
      }
      if (failures.length > 0) throw failures[0];
    })();
    return this.stopped;
  }

  private async startParts(): Promise<NestExpressApplication> {
    const port = await this.reserve(this.settings.port, 'PORT', this.settings.host);
    this.settings = this.settings.with({ port });
    if (this.settings.startsStripeSandbox) {
      await this.reserve(this.settings.sandboxStripePort, 'SANDBOX_STRIPE_PORT', '127.0.0.1');
    }
    if (this.settings.startsDuffelSandbox) {
      await this.reserve(this.settings.sandboxDuffelPort, 'SANDBOX_DUFFEL_PORT', '127.0.0.1');
    }
    if (this.settings.usesEmbeddedPostgres) await this.startDatabase();
    const isSampleNew = await this.prepareDatabase();
    await this.startSandboxes(port);
    const app = await createApp(this.settings);
    this.stops.push(() => app.close());
    await app.listen(port, this.settings.host);
    this.stops.push(() => stopListening(app.getHttpServer(), this.settings.shutdownTimeoutMs * 0.6));
    // Streams of events end only when they are told to.
    this.stops.push(() => app.get(EventStreamsService).stop());
    if (isSampleNew) await loadSamplePicturesOf(app, this.settings, this.options.announce);
    this.stops.push(() => app.get(PriceStreamsService).stop());
    return app;
  }

  private async startSandboxes(port: number): Promise<void> {
    if (this.settings.startsStripeSandbox) {
      const sandbox = await startPaymentSandbox(this.settings, port);
      this.stops.push(() => sandbox.close());
      this.settings = this.settings.with({ stripeApiBase: sandbox.url });
    }
    if (this.settings.startsDuffelSandbox) {
      const sandbox = await startFlightSandbox(this.settings, port);
      this.stops.push(() => sandbox.close());
      this.settings = this.settings.with({ duffelApiBase: sandbox.url });
    }
  }

  /** Tells whether the sample catalogue was loaded just now. */
  private async prepareDatabase(): Promise<boolean> {
    const prepare = async () => {
      await migrate(this.settings.databaseUrl);
      return this.settings.servesApi && (await loadSampleData(this.settings, this.options.announce));
    };
    return whenReachable(prepare, {
      forMs: startPatienceMs,
      onWait: (reason) => this.options.announce(`Waiting for the database (${reason}) …`),
    });
  }

  private async startDatabase(): Promise<void> {
    const { dataDir } = this.settings;
    const lock = lockDataDir(dataDir);
    this.stops.push(() => lock.release());
    const postgres = await startEmbeddedPostgres({ folder: dataDir });
    this.postgres = postgres;
    this.stops.push(() => postgres.stop());
    postgres.onCrash((message) => this.options.onCrash(message));
    this.settings = this.settings.with({ databaseUrl: postgres.url });
  }

  /** Asked before anything is started, so that a taken port costs nothing. */
  private async reserve(port: number, variable: string, host: string): Promise<number> {
    try {
      return await freePort(port, host);
    } catch (error) {
      throw new StartError(
        `Port ${port} on ${host} cannot be used: ${error instanceof Error ? error.message : String(error)}. ` +
          `Stop what uses it, or choose another with ${variable}.`,
        { cause: error },
      );
    }
  }
}
