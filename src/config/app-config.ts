import 'reflect-metadata';
import { Transform, Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUrl,
  Length,
  Matches,
  Max,
  Min,
  ValidateBy,
} from 'class-validator';
import { isAddressOrNetwork } from '../http/rate-limit/client-address.js';
import { PriceSettings } from './price-settings.js';
import { sandboxAddress, splitList } from './setting-values.js';

export const roles = ['api', 'worker', 'all'] as const;
export type Role = (typeof roles)[number];

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

const anyHost = { require_tld: false, require_protocol: true };

/**
 * Every setting of Holdfast. A field is read from the environment variable of the same name in capitals
 * (`holdTtlSeconds` ← `HOLD_TTL_SECONDS`); an unset or empty variable leaves the default.
 */
export class AppConfig extends PriceSettings {
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

  /** How long one request waits for the payment provider, in milliseconds. */
  @Type(() => Number)
  @IsInt()
  @Min(100)
  @Max(60_000)
  readonly paymentTimeoutMs: number = 5_000;

  /** How long a hold outlives its deadline at most while its payment is being decided, in seconds. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(3_600)
  readonly paymentGraceSeconds: number = 120;

  /** Payments and saves of cards this process runs at a time; one more waits a second at most, then 503 `busy`. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(10_000)
  readonly maxPaymentsInFlight: number = 200;

  /** How often our books are compared with the provider's and with the counters, in minutes; 0: only on demand. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(1_440)
  readonly reconcileEveryMinutes: number = 15;

  /** Secret key of a Stripe account. Unset: the Stripe sandbox that ships with Holdfast. */
  @IsOptional()
  @Matches(/^(sk|rk)_/, { message: '$property must be a Stripe secret key (sk_… or rk_…)' })
  readonly stripeApiKey?: string;

  /**
   * Where the Stripe API is. Unset: api.stripe.com with a key, else our sandbox on `sandboxStripePort`. Name the sandbox
   * of another process here to share its books instead of starting one.
   */
  @Matches(/^$|^https?:\/\//, { message: '$property must be an http:// or https:// address' })
  readonly stripeApiBase: string = '';

  /**
   * Secrets a webhook of the provider may be signed with, comma separated (two while one is being replaced).
   * Needed with `stripeApiKey`; with the sandbox a random one is kept in `dataDir`.
   */
  @Transform(splitList)
  @IsString({ each: true })
  @IsNotEmpty({ each: true })
  readonly stripeWebhookSecrets: readonly string[] = [];

  /** Where the guest's browser goes after approving a payment at the bank. Empty: the API's own pages. */
  @Matches(/^$|^https?:\/\//, { message: '$property must be an http:// or https:// address' })
  readonly guestReturnUrl: string = '';

  /** TCP port of the Stripe sandbox; 0 takes any free one. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(65_535)
  readonly sandboxStripePort: number = 12_111;

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

  /** Requests this process works on at a time; one more is answered 503 `busy`. Streams of events do not count. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  readonly maxRequestsInFlight: number = 2_000;

  /** Connections this process keeps open; one more is closed at once. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  readonly maxConnections: number = 10_000;

  /** Length of the sliding window that every rate limit counts in, in seconds. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(3_600)
  readonly rateLimitWindowSeconds: number = 60;

  /** Requests of one guest in a window; 0: no limit. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(10_000_000)
  readonly rateLimitGuest: number = 600;

  /** Requests of one guest in a window that take inventory or charge a card; 0: no limit. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(10_000_000)
  readonly rateLimitGuestWrites: number = 60;

  /** Requests of one administrator in a window; 0: no limit. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(10_000_000)
  readonly rateLimitAdmin: number = 6_000;

  /** Requests from one address in a window, whoever asks; 0: no limit. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(10_000_000)
  readonly rateLimitAddress: number = 6_000;

  /** Requests from one address in a window without a valid token, failed sign-ins among them; 0: no limit. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(10_000_000)
  readonly rateLimitAnonymous: number = 600;

  /** Requests from one address in a window that take inventory or charge a card, of all its guests; 0: no limit. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(10_000_000)
  readonly rateLimitAddressWrites: number = 300;

  /** Addresses and networks (CIDR), comma separated, that the limits by address leave alone. */
  @Transform(splitList)
  @ValidateBy(
    {
      name: 'isAddressOrNetwork',
      validator: {
        validate: isAddressOrNetwork,
        defaultMessage: () => 'each of $property must be an IP address or a network such as 10.0.0.0/8',
      },
    },
    { each: true },
  )
  readonly rateLimitExemptAddresses: readonly string[] = ['127.0.0.0/8', '::1'];

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
