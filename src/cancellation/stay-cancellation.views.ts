import { createHash } from 'node:crypto';
import type { PrismaService } from '../database/prisma.service.js';
import { RecentlyUsed } from '../read-cache/recently-used.js';
import type { Night } from '../stays/night.js';
import type { Policy } from './cancellation.rules.js';
import type { StayCancellationDto } from './cancellation.dto.js';
import { findKnownPolicies, stayPolicyFor, termsFor, type KnownPolicies } from './known-policies.views.js';
import { toStayCancellationDto } from './to-cancellation-dto.js';

/**
 * What was said before, by all it is made of: hotels of one chain, and all that have no policy of their own, say the same of a
 * night. Making it costs more than everything else in a hold's answer. Each takes a kilobyte and a half, so that of a large
 * catalogue not every night of every hotel can be kept.
 */
const said = new RecentlyUsed<string, StayCancellationDto>(20_000);

/**
 * What canceling costs for a stay that begins on a night, by a hold taken at an instant, as its reservation will have it.
 * Undefined for a supplier's flights. Asks the database for no more than what it knows not yet of the listing.
 */
export async function findStayCancellation(
  prisma: PrismaService,
  stay: { readonly listingId: number; readonly startDate: Night; readonly takenAt: Date },
): Promise<StayCancellationDto | undefined> {
  const known = await findKnownPolicies(prisma, stay.listingId);
  if (known === undefined) return undefined;
  const key = keyOf(known, stay);
  const before = said.find(key);
  if (before !== undefined) return before;
  const made = toStayCancellationDto(termsFor(known, stay.startDate, stay.takenAt), known);
  said.add(key, made);
  return made;
}

function keyOf(
  known: KnownPolicies,
  { startDate, takenAt }: { readonly startDate: Night; readonly takenAt: Date },
): string {
  const { kind, currency, timezone } = known;
  const { policy, checkInTime, departsAt } = stayPolicyFor(known, startDate, takenAt);
  return [
    kind,
    currency,
    timezone,
    startDate,
    departsAt?.getTime() ?? checkInTime,
    fingerprintOf(policy),
  ].join(' ');
}

const fingerprints = new WeakMap<Policy, string>();

function fingerprintOf(policy: Policy): string {
  const before = fingerprints.get(policy);
  if (before !== undefined) return before;
  const made = createHash('sha256').update(JSON.stringify(policy)).digest('base64');
  fingerprints.set(policy, made);
  return made;
}

/** The same for a hotel or flight that is there. */
export async function getStayCancellation(
  prisma: PrismaService,
  stay: Parameters<typeof findStayCancellation>[1],
): Promise<StayCancellationDto> {
  const found = await findStayCancellation(prisma, stay);
  if (found === undefined) throw new Error(`listing ${stay.listingId} has no policies`);
  return found;
}
