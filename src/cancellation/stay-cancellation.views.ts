import type { PrismaService } from '../database/prisma.service.js';
import type { Night } from '../stays/night.js';
import type { StayCancellationDto } from './cancellation.dto.js';
import { findKnownPolicies, termsFor } from './known-policies.views.js';
import { toStayCancellationDto } from './to-cancellation-dto.js';

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
  return toStayCancellationDto(termsFor(known, stay.startDate, stay.takenAt), known);
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
