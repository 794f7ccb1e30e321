import { Transform, Type } from 'class-transformer';
import { IsInt, IsNotEmpty, IsOptional, IsString, Matches, Max, Min } from 'class-validator';
import { splitList } from './setting-values.js';

/** The settings about suppliers of flights; part of `AppConfig`. */
export class SupplierSettings {
  /** Access token of a Duffel account. Unset: the Duffel sandbox that ships with Holdfast. */
  @IsOptional()
  @Matches(/^duffel_(test|live)_/, {
    message: '$property must be a Duffel access token (duffel_test_… or duffel_live_…)',
  })
  readonly duffelAccessToken?: string;

  /**
   * Where the Duffel API is. Unset: api.duffel.com with a token, else our sandbox on `sandboxDuffelPort`. Name the sandbox
   * of another process here to share its books instead of starting one.
   */
  @Matches(/^$|^https?:\/\//, { message: '$property must be an http:// or https:// address' })
  readonly duffelApiBase: string = '';

  /**
   * Secrets a webhook of Duffel may be signed with, comma separated (two while one is being replaced). Needed with
   * `duffelAccessToken`; with the sandbox a random one is kept in `dataDir`.
   */
  @Transform(splitList)
  @IsString({ each: true })
  @IsNotEmpty({ each: true })
  readonly duffelWebhookSecrets: readonly string[] = [];

  /** TCP port of the Duffel sandbox; 0 takes any free one. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(65_535)
  readonly sandboxDuffelPort: number = 12_112;

  /** How long a guest waits for a search at suppliers, in milliseconds; then what is there is shown as incomplete. */
  @Type(() => Number)
  @IsInt()
  @Min(3_000)
  @Max(60_000)
  readonly supplierSearchTimeoutMs: number = 8_000;

  /** How long a supplier may take to answer a question, in milliseconds. */
  @Type(() => Number)
  @IsInt()
  @Min(100)
  @Max(60_000)
  readonly supplierTimeoutMs: number = 10_000;

  /**
   * How long a supplier may take to book, pay or cancel, in milliseconds. No guest waits that long: whoever hangs up before
   * the airline is done does not know what became of it, and Duffel says that it may take two minutes.
   */
  @Type(() => Number)
  @IsInt()
  @Min(100)
  @Max(300_000)
  readonly supplierWriteTimeoutMs: number = 130_000;

  /**
   * How long after an order was sent, and its answer lost, it may take to show in the supplier's books, in seconds: then, and
   * looked for twice, it counts as not made. Longer than the supplier may take to answer. What shows up later is canceled.
   */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(86_400)
  readonly supplierSettleSeconds: number = 180;

  /** Searches at one supplier that this process has under way; as many wait a second at most, then 503. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000)
  readonly maxSupplierSearches: number = 20;

  /** Questions to one supplier that this process has under way; and as many orders, payments and cancellations. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000)
  readonly maxSupplierCalls: number = 50;

  /**
   * How many days after a flight has departed, or a hold that was never paid or was canceled has ended, it is forgotten who was
   * to fly: names, dates of birth, addresses, passports.
   */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(3_650)
  readonly supplierTravellersKeptDays: number = 30;

  /** Offers of suppliers that one process remembers until they end; a few kilobytes each. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  readonly maxOffersKept: number = 10_000;
}
