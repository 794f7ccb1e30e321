import type { PrismaService } from '../database/prisma.service.js';
import { Prisma } from '../generated/prisma/client.js';
import { catalogueFreshness } from '../read-cache/catalogue-freshness.js';
import { ListingCache } from '../read-cache/listing-cache.js';
import { instantAt } from '../stays/local-instant.js';
import type { Night } from '../stays/night.js';
import type { Policy, Terms } from './cancellation.rules.js';
import { toTerms } from './stay-terms.rules.js';

interface Dated<Value> {
  /** Of holds taken from this instant on, in milliseconds of the epoch. */
  readonly since: number;
  readonly value: Value;
}

/** When stays begin. */
interface Beginning {
  /** Hotels: `HH:MM`, local. */
  readonly checkInTime: string | null;
  /** Flights. */
  readonly departsAt: Date | null;
}

/** When stays began, of holds taken before an instant: milliseconds of the epoch. */
interface PastBeginning extends Beginning {
  readonly until: number;
}

/** Everything that has to be known of a listing to say what canceling a stay costs. Newest first. */
export interface KnownPolicies extends Beginning {
  readonly kind: 'hotel' | 'flight';
  readonly timezone: string;
  readonly currency: string;
  /** Oldest first. */
  readonly pastBeginnings: readonly PastBeginning[];
  readonly fallback: Policy;
  readonly policies: readonly Dated<Policy>[];
  readonly defaults: readonly Dated<string>[];
  readonly nights: ReadonlyMap<Night, readonly Dated<string | null>[]>;
}

/** In nights that have a policy of their own, 150 bytes each: 40,000 listings that have none, 1,300 with one for each night. */
const maxWeight = 1_000_000;
const ownWeight = 25;

/** By database, so that two of them in one process never mix. */
const cacheOf = new WeakMap<PrismaService, ListingCache<number, KnownPolicies | undefined>>();

function cacheFor(prisma: PrismaService): ListingCache<number, KnownPolicies | undefined> {
  const known = cacheOf.get(prisma);
  if (known !== undefined) return known;
  const made = new ListingCache<number, KnownPolicies | undefined>({
    maxWeight,
    weightOf: (policies) => ownWeight + (policies?.nights.size ?? 0),
  });
  catalogueFreshness(prisma).watch(made);
  cacheOf.set(prisma, made);
  return made;
}

/**
 * The policies of a hotel or flight, as of a second ago at the latest; undefined for a supplier's, and for no listing. Changes
 * apply to holds taken later than that, so what is said of a hold is what its reservation will have.
 */
export function findKnownPolicies(
  prisma: PrismaService,
  listingId: number,
): Promise<KnownPolicies | undefined> {
  const { isFresh } = catalogueFreshness(prisma);
  return cacheFor(prisma).get(listingId, {
    load: () => load(prisma, listingId),
    isFresh,
    listingIds: [listingId],
  });
}

/** Has the policies of a listing asked for, when they are not known, while what they will be needed for is under way. */
export function askForPolicies(prisma: PrismaService, listingId: number): void {
  // Whoever needs them asks again, and is told.
  findKnownPolicies(prisma, listingId).catch(() => {});
}

interface PoliciesRow extends Omit<KnownPolicies, 'nights' | 'pastBeginnings'> {
  readonly nights: readonly (Dated<string | null> & { readonly date: Night })[];
  readonly pastBeginnings: readonly (Omit<PastBeginning, 'departsAt'> & {
    readonly departsAt: number | null;
  })[];
}

async function load(prisma: PrismaService, listingId: number): Promise<KnownPolicies | undefined> {
  const [row] = await prisma.queryRows<PoliciesRow>(Prisma.sql`
    SELECT
      l.kind, l.timezone, l.currency, h.check_in_time AS "checkInTime", f.departs_at AS "departsAt",
      cancellation_policy_fallback(l.kind) AS fallback,
      coalesce((
        SELECT jsonb_agg(jsonb_build_object(
          'since', greatest(extract(epoch FROM p.since) * 1000, 0),
          'value', jsonb_build_object(
            'code', p.code, 'name', p.name, 'version', p.version, 'steps', p.steps, 'noShowFee', p.no_show_fee
          )
        ) ORDER BY p.version DESC)
        FROM cancellation_policy p WHERE p.listing_id = l.listing_id
      ), '[]') AS policies,
      coalesce((
        SELECT jsonb_agg(
          jsonb_build_object('since', greatest(extract(epoch FROM d.since) * 1000, 0), 'value', d.code)
          ORDER BY d.since DESC
        )
        FROM cancellation_policy_default d WHERE d.listing_id = l.listing_id
      ), '[]') AS defaults,
      coalesce((
        SELECT jsonb_agg(
          jsonb_build_object(
            'date', n.date, 'since', greatest(extract(epoch FROM n.since) * 1000, 0), 'value', n.code
          ) ORDER BY n.since DESC
        )
        FROM cancellation_policy_night n
        WHERE n.listing_id = l.listing_id AND n.date >= (now() AT TIME ZONE l.timezone)::date - 1
      ), '[]') AS nights,
      coalesce((
        SELECT jsonb_agg(
          jsonb_build_object(
            'until', extract(epoch FROM b.until) * 1000, 'checkInTime', b.check_in_time,
            'departsAt', extract(epoch FROM b.departs_at) * 1000
          ) ORDER BY b.until
        )
        FROM listing_beginning b WHERE b.listing_id = l.listing_id
      ), '[]') AS "pastBeginnings"
    FROM listing l
    LEFT JOIN hotel h ON h.listing_id = l.listing_id
    LEFT JOIN flight f ON f.listing_id = l.listing_id
    WHERE l.listing_id = ${listingId}::integer AND l.kind <> 'supplier'`);
  if (row === undefined) return undefined;
  const nights = new Map<Night, Dated<string | null>[]>();
  for (const { date, ...dated } of row.nights) nights.set(date, [...(nights.get(date) ?? []), dated]);
  const pastBeginnings = row.pastBeginnings.map(({ departsAt, ...past }) => ({
    ...past,
    departsAt: departsAt === null ? null : new Date(departsAt),
  }));
  return { ...row, nights, pastBeginnings };
}

/** The policy that holds taken at an instant have, for stays that begin on a night: the night's, else the listing's. */
export function policyFor(known: KnownPolicies, startDate: Night, takenAt: Date): Policy {
  const at = takenAt.getTime();
  const code = inForce(known.nights.get(startDate), at) ?? inForce(known.defaults, at);
  const policy = known.policies.find(({ since, value }) => value.code === code && since <= at)?.value;
  return policy ?? known.fallback;
}

function inForce<Value>(dated: readonly Dated<Value>[] | undefined, at: number): Value | undefined {
  return dated?.find(({ since }) => since <= at)?.value;
}

/** The policy of a stay, and when the stay begins, for holds taken at an instant. */
export function stayPolicyFor(
  known: KnownPolicies,
  startDate: Night,
  takenAt: Date,
): Beginning & { readonly policy: Policy } {
  const past = known.pastBeginnings.find(({ until }) => until > takenAt.getTime());
  const { checkInTime, departsAt } = past ?? known;
  return { policy: policyFor(known, startDate, takenAt), checkInTime, departsAt };
}

/** What canceling costs for stays that begin on a night, by holds taken at an instant. */
export function termsFor(known: KnownPolicies, startDate: Night, takenAt: Date): Terms {
  const { policy, checkInTime, departsAt } = stayPolicyFor(known, startDate, takenAt);
  const { timezone } = known;
  const beginsAt = departsAt ?? instantAt(timezone, startDate, checkInTime ?? '00:00');
  return toTerms(policy, { startDate, timezone, beginsAt });
}
