import 'reflect-metadata';
import { Transform, Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUrl,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { LimitSettings } from './limit-settings.js';
import { sandboxAddress } from './setting-values.js';

export const roles = ['api', 'worker', 'all'] as const;
export type Role = (typeof roles)[number];

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

const anyHost = { require_tld: false, require_protocol: true };

/**
 * Every setting of Holdfast. A field is read from the environment variable of the same name in capitals
 * (`holdTtlSeconds` ← `HOLD_TTL_SECONDS`); an unset or empty variable leaves the default.
 */
export class AppConfig extends LimitSettings {
  /** Which parts this process runs: the HTTP API, the queue workers, or both. */
  @IsIn(roles)
  readonly role: Role = 'all';

  /** TCP port of the HTTP API; 0 takes any free one. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(65_535)
  readonly port: number = 3000;

  /** Address the HTTP API listens on. */
  @IsString()
  readonly host: string = '127.0.0.1';

  /** How many proxies of ours stand in front; a client's address is read from `X-Forwarded-For` past them. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(10)
  readonly trustedProxyHops: number = 0;

  /** Folder for everything kept on disk: the embedded database, generated secrets, pictures. */
  @IsString()
  readonly dataDir: string = '.data';

  /** `auto` loads the sample catalogue into a database without hotels and flights; `never` leaves it empty. */
  @IsIn(['auto', 'never'])
  readonly sampleCatalogue: 'auto' | 'never' = 'auto';

  /** The PostgreSQL to use. Empty: a PostgreSQL of our own is started with its data under `dataDir`. */
  @Matches(/^$|^postgres(ql)?:\/\//, { message: '$property must be a postgresql:// address' })
  readonly databaseUrl: string = '';

  /** Most connections this process opens for its own statements (the queue has a pool of its own). */
  @Type(() => Number)
  @IsInt()
  @Min(2)
  @Max(500)
  readonly databasePoolSize: number = 16;

  /** The Redis that carries the queues. Unset: the queues live in PostgreSQL. */
  @IsOptional()
  @Matches(/^rediss?:\/\//, { message: '$property must be a redis:// or rediss:// address' })
  readonly redisUrl?: string;

  /** Start of every key in Redis, so that several installations can share one. */
  @Matches(/^[\w-]{1,40}$/, { message: '$property must be 1 to 40 letters, digits, dashes or underscores' })
  readonly queuePrefix: string = 'holdfast';

  /** Life of a hold in seconds, by the database's clock. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(86_400)
  readonly holdTtlSeconds: number = 600;

  /** Live holds one guest may have at the same time. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  readonly maxActiveHoldsPerGuest: number = 5;

  /** How far ahead a night or flight may be booked, in days from today. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_830)
  readonly bookingHorizonDays: number = 730;

  /**
   * How often hotels whose midnight has passed get their next night, and lose those long past, in minutes; 0: only by
   * command.
   */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(1_440)
  readonly horizonEveryMinutes: number = 60;

  /** For how many days after a night its inventory is kept. No less than the longest stay and a month. */
  @Type(() => Number)
  @IsInt()
  @Min(90)
  @Max(36_500)
  readonly inventoryKeptDays: number = 400;

  /** Hold requests decided by one database call at most. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000)
  readonly batchMaxSize: number = 128;

  /** Hold requests that may wait for a decision; one more is answered 503 `busy`. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  readonly batchMaxWaiting: number = 10_000;

  /** Memory this process may use to keep answers to reads of the catalogue, in megabytes. 0: none are kept. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(16_384)
  readonly readCacheMegabytes: number = 64;

  /**
   * How old an answer that says what is free may be, in milliseconds; 0: each is asked of the ledger. What this process
   * has held or given back itself shows at once, and a hold is always decided by the ledger.
   */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(1_000)
  readonly availabilityMaxAgeMs: number = 250;

  /** Streams of events this process keeps open at most; one more is answered 503 `busy`. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(10_000)
  readonly maxEventStreams: number = 1_000;

  /** Streams of events one guest may keep open in a process; one more is answered 429 `too_many_streams`. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000)
  readonly maxEventStreamsPerGuest: number = 10;

  /**
   * Whether outgoing webhooks may go to http:// addresses and into private networks: for local development. Whoever may
   * subscribe an endpoint could otherwise have requests made inside the network.
   */
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean({ message: '$property must be true or false' })
  readonly webhookAllowPrivateTargets: boolean = false;

  /** Shared secret that signs access tokens (HS256). Unset, and no `jwksUrl`: a random one kept in `dataDir`. */
  @IsOptional()
  @Length(32, 512)
  readonly jwtSecret?: string;

  /**
   * Where the identity provider publishes its keys (JWKS). Takes the place of `jwtSecret`; `jwtIssuer` and `jwtAudience`
   * are needed with it.
   */
  @IsOptional()
  @IsUrl({ ...anyHost, protocols: ['http', 'https'] })
  readonly jwksUrl?: string;

  /** The `iss` an access token must carry. Unset: any. */
  @IsOptional()
  @IsString()
  readonly jwtIssuer?: string;

  /** The `aud` an access token must carry. Unset, or `*`: any. */
  @IsOptional()
  @IsString()
  readonly jwtAudience?: string;

  /** Bearer token that `/metrics` asks for. Unset: it is served to whoever can reach the port. */
  @IsOptional()
  @Length(16, 512)
  readonly metricsToken?: string;

  /** Least severity that is logged. */
  @IsIn(logLevels)
  readonly logLevel: LogLevel = 'info';

  /** How long a stop may take, in milliseconds: requests finish, jobs are handed on, then the process ends. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(600_000)
  readonly shutdownTimeoutMs: number = 15_000;

  /** The same settings with some of them replaced, e.g. by what was found out while starting. */
  with(changes: Partial<AppConfig>): AppConfig {
    return Object.assign(new AppConfig(), this, changes);
  }

  /** Whether this process starts a PostgreSQL of its own. */
  get usesEmbeddedPostgres(): boolean {
    return this.databaseUrl === '';
  }

  /** Whether this process runs the Stripe sandbox: nobody named another provider, and requests arrive here. */
  get startsStripeSandbox(): boolean {
    return this.stripeApiKey === undefined && this.stripeApiBase === '' && this.role !== 'worker';
  }

  /** Address of the payment provider's API. */
  get paymentProviderUrl(): string {
    if (this.stripeApiBase !== '') return this.stripeApiBase;
    return this.stripeApiKey === undefined
      ? sandboxAddress(this.sandboxStripePort)
      : 'https://api.stripe.com';
  }

  /**
   * Whether there is a supplier of flights. With real payments the sandbox is none: guests would pay for flights that do
   * not exist.
   */
  get hasFlightSupplier(): boolean {
    return (
      this.duffelAccessToken !== undefined || this.duffelApiBase !== '' || this.stripeApiKey === undefined
    );
  }

  /** Address of the API of the supplier of flights; undefined: there is none. */
  get flightSupplierUrl(): string | undefined {
    if (!this.hasFlightSupplier) return undefined;
    if (this.duffelApiBase !== '') return this.duffelApiBase;
    return this.duffelAccessToken === undefined
      ? sandboxAddress(this.sandboxDuffelPort)
      : 'https://api.duffel.com';
  }

  /** Whether this process runs the Duffel sandbox: nobody named another supplier, and requests arrive here. */
  get startsDuffelSandbox(): boolean {
    return (
      this.hasFlightSupplier &&
      this.duffelAccessToken === undefined &&
      this.duffelApiBase === '' &&
      this.role !== 'worker'
    );
  }

  /** Whether HTTP requests are served; a worker still answers /health and /metrics. */
  get servesApi(): boolean {
    return this.role !== 'worker';
  }

  /** Whether queued jobs are processed here. */
  get runsWorkers(): boolean {
    return this.role !== 'api';
  }
}
