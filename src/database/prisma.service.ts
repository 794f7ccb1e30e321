import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { PrismaPg } from '@prisma/adapter-pg';
import { Pool, type QueryResultRow } from 'pg';
import { AppConfig } from '../config/app-config.js';
import { PrismaClient, type Prisma } from '../generated/prisma/client.js';
import { outliveLostConnections } from './lost-connections.js';
import { StatementNames } from './statement-names.js';

/** No statement of a request may run longer; a bulk job raises it for its own transaction with SET LOCAL. */
const statementTimeoutMs = 30_000;
/** Waiting longer for a row lock means the machine is overloaded: answer `busy` instead. */
const lockTimeoutMs = 5_000;
/** A transaction nobody continues (a process that hangs) must not keep its locks. */
const idleInTransactionTimeoutMs = 30_000;
/** Waiting longer for a free connection means the same. */
const poolTimeoutMs = 5_000;
/** How many different statements a connection keeps prepared. */
const preparedStatements = 500;

/**
 * The database, through Prisma over one pool of plain `pg` connections. Statements are prepared once per
 * connection under a name that follows from their text.
 */
@Injectable()
export class PrismaService extends PrismaClient implements OnApplicationShutdown {
  /** The connections below Prisma, for what it cannot do: COPY, LISTEN, cursors. */
  readonly pool: Pool;
  private readonly names: StatementNames;

  constructor(config: AppConfig) {
    const logger = new Logger('Database');
    const pool = new Pool({
      connectionString: config.databaseUrl,
      application_name: `holdfast-${config.role}`,
      max: config.databasePoolSize,
      connectionTimeoutMillis: poolTimeoutMs,
      idleTimeoutMillis: 60_000,
      // Otherwise the timers of idle connections keep a process alive that has nothing left to do.
      allowExitOnIdle: true,
      keepAlive: true,
      statement_timeout: statementTimeoutMs,
      lock_timeout: lockTimeoutMs,
      idle_in_transaction_session_timeout: idleInTransactionTimeoutMs,
    });
    // A connection that breaks while nobody uses it: the pool has dropped it already and opens another when needed.
    pool.on('error', (error) => logger.warn(`Lost an idle database connection: ${error.message}`));
    outliveLostConnections(pool);
    const names = new StatementNames(preparedStatements);
    super({
      adapter: new PrismaPg(pool, {
        statementNameGenerator: ({ sql }) => names.nameOf(sql),
        onConnectionError: (error) => logger.warn(`Lost a database connection: ${error.message}`),
      }),
    });
    this.pool = pool;
    this.names = names;
  }

  /**
   * The rows of a statement, below Prisma, for what is asked all the time: on its way there and back Prisma takes a millisecond
   * of the processor. `bigint` and `numeric` come as text, dates and times as `Date`.
   */
  async queryRows<Row extends QueryResultRow>({ text, values }: Prisma.Sql): Promise<Row[]> {
    const { rows } = await this.pool.query<Row>({ name: this.names.nameOf(text), text, values });
    return rows;
  }

  /** Ends every connection; those in use end when they are returned. */
  async close(): Promise<void> {
    await this.$disconnect();
    if (!this.pool.ending) await this.pool.end();
  }

  /** Last of all: requests and jobs have ended by then (see QueueLifecycle). */
  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }
}
