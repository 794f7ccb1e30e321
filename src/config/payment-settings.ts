import { Transform, Type } from 'class-transformer';
import { IsInt, IsNotEmpty, IsOptional, IsString, Matches, Max, Min } from 'class-validator';
import { PriceSettings } from './price-settings.js';
import { splitList } from './setting-values.js';

/** The settings about payments, their provider and its books; part of `AppConfig`. */
export class PaymentSettings extends PriceSettings {
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

  /**
   * What one payment may be at least and at most in some currencies, in minor units, comma separated: `KES=7000-99999999`.
   * Those that are not named have what Stripe says; it cannot say the least of a currency that the account exchanges.
   */
  @Transform(splitList)
  @Matches(/^[A-Z]{3}=\d{1,12}-\d{1,12}$/, {
    each: true,
    message: 'each of $property must be a currency with its least and most, such as KES=7000-99999999',
  })
  readonly chargeLimits: readonly string[] = [];

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
}
