import { Transform, Type } from 'class-transformer';
import { IsInt, Max, Min, ValidateBy } from 'class-validator';
import { isAddressOrNetwork } from '../http/rate-limit/client-address.js';
import { PaymentSettings } from './payment-settings.js';
import { splitList } from './setting-values.js';

/** What a process takes on, and how often whom is served (docs/limits.md); part of `AppConfig`. */
export class LimitSettings extends PaymentSettings {
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
}
