import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Client } from 'pg';
import { AppConfig } from '../config/app-config.js';
import { PrismaService } from '../database/prisma.service.js';
import { unlessAborted } from '../deadlines/unless-aborted.js';
import { MetricsService } from '../metrics/metrics.service.js';
import { catalogueChannel, changeIn, helloOf } from './catalogue-changes.rules.js';
import { catalogueFreshness, untoldMaxAgeMs, type CatalogueFreshness } from './catalogue-freshness.js';

/** From one question to the next whether messages still arrive. Two may be late before copies are shown for a second only. */
const askEveryMs = untoldMaxAgeMs / 3;
/** An answer that takes longer will not come: the other end has gone without a word. */
const answerTimeoutMs = 5_000;
const reconnectMs = 250;
/** Messages do not arrive here, and trying at once would not change that. */
const unheardRetryMs = 30_000;

/**
 * Listens for changes to the catalogue on a connection of its own, and says how far copies can be relied on. Copies are
 * relied on while the connection answers: PostgreSQL delivers what was committed before a question ahead of its answer.
 */
@Injectable()
export class CatalogueListener implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Catalogue');
  private readonly freshness: CatalogueFreshness;
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(
    private readonly config: AppConfig,
    private readonly prisma: PrismaService,
    metrics: MetricsService,
  ) {
    const freshness = catalogueFreshness(prisma);
    this.freshness = freshness;
    metrics.gauge({
      name: 'holdfast_catalogue_listening',
      help: '1 while changes to the catalogue are heard of; otherwise copies of it are kept for a second only',
      collect() {
        this.set(freshness.isTold ? 1 : 0);
      },
    });
  }

  /** Begins to listen, and goes on until the application stops, whatever becomes of the database meanwhile. */
  start(): void {
    this.running ??= this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    let isReported = false;
    while (!this.isStopping) {
      const client = this.connection();
      try {
        await this.listen(client, () => {
          isReported = false;
        });
      } catch (error) {
        if (this.isStopping) break;
        if (!isReported) this.logger.warn(`Changes to the catalogue are not heard of: ${messageOf(error)}`);
        isReported = true;
        await this.pause(error instanceof Unheard ? unheardRetryMs : reconnectMs);
      } finally {
        this.freshness.lose();
        // Not waited for: one whose other end is gone says no goodbye.
        client.end().catch(() => {});
      }
    }
  }

  private connection(): Client {
    return new Client({
      connectionString: this.config.databaseUrl,
      application_name: `holdfast-${this.config.role}-catalogue`,
      connectionTimeoutMillis: answerTimeoutMs,
      query_timeout: answerTimeoutMs,
      keepAlive: true,
    });
  }

  /** Ends when the application stops, and throws when the connection cannot be relied on. */
  private async listen(client: Client, onHeard: () => void): Promise<void> {
    const hello = helloOf(randomUUID());
    let lost: Error | undefined;
    let isHeard = false;
    client.on('error', (error) => {
      lost = error;
      this.freshness.lose();
    });
    client.on('end', () => {
      lost ??= new Error('the connection was closed');
      this.freshness.lose();
    });
    client.on('notification', ({ payload = '' }) => {
      if (payload === hello) isHeard = true;
      else this.freshness.change(changeIn(payload));
    });
    await client.connect();
    await client.query(`LISTEN ${catalogueChannel}`);
    // From another connection: a pooler in front of the database takes LISTEN, and passes nothing on.
    await this.prisma.pool.query('SELECT pg_notify($1, $2)', [catalogueChannel, hello]);
    await this.ask(client);
    if (!isHeard) throw new Unheard();
    // What changed before, nobody has told of.
    this.freshness.change('all');
    onHeard();
    while (!this.isStopping) {
      const heardMs = performance.now();
      await this.ask(client);
      if (lost !== undefined) throw lost;
      this.freshness.confirm(heardMs);
      await this.pause(askEveryMs);
      if (lost !== undefined) throw lost;
    }
  }

  /** Everything that was committed before has been told of when this returns. Throws when the application stops. */
  private async ask(client: Client): Promise<void> {
    const question = client.query('SELECT 1 FROM pg_listening_channels() AS c WHERE c = $1', [
      catalogueChannel,
    ]);
    const answer = await unlessAborted(question, this.stopping.signal);
    if (answer.rowCount === 0) throw new Unheard();
  }

  private get isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  private async pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.stopping.signal }).catch(() => {});
  }
}

/** Messages are sent and do not arrive. */
class Unheard extends Error {
  constructor() {
    super(
      'messages of the database do not arrive (LISTEN needs a connection of its own, which a pooler that hands out ' +
        'transactions does not give)',
    );
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
