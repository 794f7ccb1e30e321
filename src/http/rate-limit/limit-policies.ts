import type { AppConfig } from '../../config/app-config.js';

/** One limit: so many requests of one caller in a window. */
export interface LimitPolicy {
  /** Public: stands in the `RateLimit` headers and in the refusal. */
  readonly name: string;
  readonly limit: number;
  readonly windowSeconds: number;
  /** What a refused caller is told. */
  readonly refusal: string;
  /** The policy as an item of the `RateLimit-Policy` header (IETF draft ratelimit-headers, section 3). */
  readonly header: string;
  /** Callers who have used less than this are nobody else's business: the other processes are not told of them. */
  readonly shareFrom: number;
  /** So much that the others do not know yet is told at once, not with the next round. */
  readonly shareAtOnce: number;
}

/** Each limit that is set; undefined for one that is switched off. */
export interface LimitPolicies {
  /** Everything a guest asks for, by `sub`. */
  readonly guest: LimitPolicy | undefined;
  /** What takes inventory or charges a card, by `sub`. */
  readonly guestWrites: LimitPolicy | undefined;
  /** Everything an administrator asks for, by `sub`. */
  readonly admin: LimitPolicy | undefined;
  /** Everything that comes from one address. */
  readonly address: LimitPolicy | undefined;
  /** What comes from one address without a valid token, or as a webhook that nobody signed. */
  readonly anonymous: LimitPolicy | undefined;
  /** What all guests of one address take or charge. */
  readonly addressWrites: LimitPolicy | undefined;
}

/** The limits of the settings; 0 switches one off. */
export function limitPolicies(config: AppConfig): LimitPolicies {
  const policy = (name: string, limit: number, refusal: string): LimitPolicy | undefined =>
    limit === 0
      ? undefined
      : toPolicy({ name, limit, windowSeconds: config.rateLimitWindowSeconds, refusal });
  return {
    guest: policy('guest', config.rateLimitGuest, 'Too many requests of this guest'),
    guestWrites: policy(
      'guest-writes',
      config.rateLimitGuestWrites,
      'Too many holds, reservations or cards asked for by this guest',
    ),
    admin: policy('admin', config.rateLimitAdmin, 'Too many requests of this administrator'),
    address: policy('address', config.rateLimitAddress, 'Too many requests from this address'),
    anonymous: policy(
      'anonymous',
      config.rateLimitAnonymous,
      'Too many requests from this address without a valid access token',
    ),
    addressWrites: policy(
      'address-writes',
      config.rateLimitAddressWrites,
      'Too many holds, reservations or cards asked for from this address',
    ),
  };
}

function toPolicy({
  name,
  limit,
  windowSeconds,
  refusal,
}: Pick<LimitPolicy, 'name' | 'limit' | 'windowSeconds' | 'refusal'>): LimitPolicy {
  return {
    name,
    limit,
    windowSeconds,
    refusal,
    header: `"${name}";q=${limit};w=${windowSeconds}`,
    shareFrom: Math.floor(limit / 16),
    shareAtOnce: Math.max(1, Math.floor(limit / 8)),
  };
}
