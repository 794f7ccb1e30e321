import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { ServerResponse } from 'node:http';
import type { Counter as Metric } from 'prom-client';
import { AppConfig } from '../../config/app-config.js';
import { PrismaService } from '../../database/prisma.service.js';
import { DomainError } from '../../errors/domain-error.js';
import { MetricsService } from '../../metrics/metrics.service.js';
import type { Principal } from '../auth/principal.js';
import type { ArrivedRequest } from '../http-request.js';
import { Callers } from './callers.js';
import { ClientAddresses, senderOf } from './client-address.js';
import { CountSharing } from './count-sharing.js';
import type { Counter } from './counter.js';
import { limitPolicies, type LimitPolicy } from './limit-policies.js';
import { PostgresCountStore } from './postgres-count-store.js';
import { RedisCountStore } from './redis-count-store.js';

/** A timer may run a little early, and a clock be a little off: a caller who waits as told must find room. */
const marginMs = 20;

/** Who may ask how often: by guest or administrator, and by address. What is refused is not counted. */
@Injectable()
export class RequestLimits implements OnApplicationShutdown {
  private readonly addresses: ClientAddresses;
  private readonly sharing: CountSharing;
  private readonly refused: Metric<'policy'>;
  private readonly guest: Callers | undefined;
  private readonly guestWrites: Callers | undefined;
  private readonly admin: Callers | undefined;
  private readonly address: Callers | undefined;
  private readonly anonymous: Callers | undefined;
  private readonly addressWrites: Callers | undefined;

  constructor(
    private readonly config: AppConfig,
    prisma: PrismaService,
    metrics: MetricsService,
  ) {
    this.addresses = new ClientAddresses(config.rateLimitExemptAddresses);
    this.sharing = new CountSharing(
      config.redisUrl === undefined
        ? new PostgresCountStore(prisma)
        : new RedisCountStore(config.redisUrl, config.queuePrefix),
    );
    this.refused = metrics.counter({
      name: 'holdfast_rate_limited_total',
      help: 'Requests refused because their caller asked too often, by policy',
      labelNames: ['policy'],
    });
    const policies = limitPolicies(config);
    this.guest = callersOf(policies.guest);
    this.guestWrites = callersOf(policies.guestWrites);
    this.admin = callersOf(policies.admin);
    this.address = callersOf(policies.address);
    this.anonymous = callersOf(policies.anonymous);
    this.addressWrites = callersOf(policies.addressWrites);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.sharing.stop();
  }

  /** A request has arrived, from whomever. Throws 429 `rate_limited`. */
  admitArrival(request: ArrivedRequest, response: ServerResponse): void {
    const address = this.addressOf(request);
    if (this.address === undefined || address === undefined) return;
    const nowMs = this.sharing.nowMs();
    this.admit([this.address.get(address, nowMs)], response, { nowMs, isShown: false });
  }

  /**
   * A message of a provider has arrived. Those that prove to be signed cost nothing; only an address that has used up
   * its limit by other requests is not listened to. Throws 429 `rate_limited`.
   */
  admitWebhook(request: ArrivedRequest, response: ServerResponse): void {
    const address = this.addressOf(request);
    if (this.address === undefined || address === undefined) return;
    const nowMs = this.sharing.nowMs();
    const counter = this.address.get(address, nowMs);
    if (counter.waitMs(nowMs) > 0) this.refuse([counter], response, nowMs);
  }

  /** A message was not signed by the provider: its address has asked without a right to. */
  countForgery(request: ArrivedRequest): void {
    const address = this.addressOf(request);
    if (address === undefined) return;
    const nowMs = this.sharing.nowMs();
    this.count([this.address?.get(address, nowMs), this.anonymous?.get(address, nowMs)], nowMs);
  }

  /**
   * It is known who asks, or that nobody is known: counts the request and says in the answer's headers what is left.
   * Throws 429 `rate_limited`.
   *
   * @param isWrite it takes inventory or charges a card
   */
  admitCaller(request: ArrivedRequest, response: ServerResponse, isWrite: boolean): void {
    const { principal } = request;
    const nowMs = this.sharing.nowMs();
    const counters =
      principal === undefined
        ? this.ofNobody(request, nowMs)
        : this.ofPrincipal(principal, { request, isWrite, nowMs });
    if (counters.length > 0) this.admit(counters, response, { nowMs, isShown: true });
  }

  private ofNobody(request: ArrivedRequest, nowMs: number): Counter[] {
    const address = this.anonymous === undefined ? undefined : this.addressOf(request);
    return address === undefined || this.anonymous === undefined ? [] : [this.anonymous.get(address, nowMs)];
  }

  private ofPrincipal(
    { guestId, role }: Principal,
    { request, isWrite, nowMs }: { request: ArrivedRequest; isWrite: boolean; nowMs: number },
  ): Counter[] {
    if (role === 'admin') return this.admin === undefined ? [] : [this.admin.get(guestId, nowMs)];
    const counters: Counter[] = [];
    if (this.guest !== undefined) counters.push(this.guest.get(guestId, nowMs));
    if (!isWrite) return counters;
    if (this.guestWrites !== undefined) counters.push(this.guestWrites.get(guestId, nowMs));
    const address = this.addressWrites === undefined ? undefined : this.addressOf(request);
    if (address !== undefined && this.addressWrites !== undefined) {
      counters.push(this.addressWrites.get(address, nowMs));
    }
    return counters;
  }

  /** All of the limits or none: what one of them refuses is not counted by the others. */
  private admit(
    counters: readonly Counter[],
    response: ServerResponse,
    { nowMs, isShown }: { nowMs: number; isShown: boolean },
  ): void {
    for (const counter of counters) {
      if (counter.waitMs(nowMs) > 0) this.refuse(counters, response, nowMs);
    }
    this.count(counters, nowMs);
    if (isShown) showLimits(counters, response, nowMs);
  }

  private count(counters: readonly (Counter | undefined)[], nowMs: number): void {
    for (const counter of counters) {
      if (counter === undefined) continue;
      counter.add(nowMs);
      this.sharing.noticed(counter);
    }
  }

  private refuse(counters: readonly Counter[], response: ServerResponse, nowMs: number): never {
    const full = counters.filter((counter) => counter.waitMs(nowMs) > 0);
    showLimits(full, response, nowMs);
    const waits = full.map((counter) => ({ policy: counter.policy, waitMs: counter.waitMs(nowMs) }));
    const longest = waits.reduce((a, b) => (b.waitMs > a.waitMs ? b : a));
    for (const { policy } of waits) this.refused.inc({ policy: policy.name });
    throw rateLimited(longest.policy, longest.waitMs);
  }

  /** What the caller's address counts under; undefined when it is exempt. */
  private addressOf(request: ArrivedRequest): string | undefined {
    return this.addresses.keyOf(senderOf(request, this.config.trustedProxyHops));
  }
}

function callersOf(policy: LimitPolicy | undefined): Callers | undefined {
  return policy && new Callers(policy);
}

/** The fields of the IETF draft "RateLimit header fields for HTTP". */
function showLimits(counters: readonly Counter[], response: ServerResponse, nowMs: number): void {
  let policies = '';
  let states = '';
  for (const counter of counters) {
    const { policy } = counter;
    const { remaining, resetSeconds } = counter.rest(nowMs);
    const comma = policies === '' ? '' : ', ';
    policies += `${comma}${policy.header}`;
    states += `${comma}"${policy.name}";r=${remaining};t=${resetSeconds}`;
  }
  response.setHeader('RateLimit-Policy', policies);
  response.setHeader('RateLimit', states);
}

function rateLimited({ name, limit, windowSeconds, refusal }: LimitPolicy, waitMs: number): DomainError {
  const detail = `${refusal}: ${limit} in ${windowSeconds} seconds are allowed.`;
  return new DomainError(
    'rate_limited',
    'rate_limited',
    detail,
    { policy: name, limit, windowSeconds },
    { retryAfterSeconds: (waitMs + marginMs) / 1_000 },
  );
}
