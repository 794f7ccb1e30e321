import { Injectable } from '@nestjs/common';
import type { Actor } from '../../audit/actor.js';
import { writeAudit } from '../../audit/write-audit.js';
import type { ChangeBy } from '../../catalog/admin/change-by.js';
import type { Database } from '../../database/database-client.js';
import { inTransaction } from '../../database/in-transaction.js';
import { PrismaService } from '../../database/prisma.service.js';
import { invalidField, invalidFields } from '../../errors/invalid-request.js';
import { assertCurrent, assertCurrentOrNew } from '../../http/etag.js';
import { countNights } from '../../stays/night.js';
import type { Fee, Offset, Policy, Step } from '../cancellation.rules.js';
import { toPolicyDto } from '../to-cancellation-dto.js';
import { policiesBefore } from './policies-before.rules.js';
import type {
  AdminPolicyDto,
  NewPolicyDto,
  NewPolicyNightsDto,
  PoliciesDto,
  PolicyNightsDto,
  PolicyNightsQuery,
} from './policies.dto.js';
import { listingNotFound, policyInUse, policyNotFound, tooManyPolicies } from './policies.errors.js';
import {
  findPolicies,
  listPolicyNights,
  lockPolicies,
  retirePolicy,
  setDefaultPolicy,
  setPolicy,
  setPolicyNights,
  type ListingPolicies,
} from './policies.queries.js';
import { readPolicy } from './read-policy.rules.js';

/** Nights that are read or set at once. */
const maxNights = 366;

/** `mustBeNew`: whoever asks has not said that there is one already. */
type PolicyBy = ChangeBy & { readonly mustBeNew?: boolean };

/** What canceling costs at a hotel or for a flight. Changes apply to holds taken two seconds later, and to none before. */
@Injectable()
export class CancellationPoliciesService {
  constructor(private readonly prisma: PrismaService) {}

  /** Throws `listing_not_found`. */
  async list(listingId: number): Promise<PoliciesDto> {
    return { data: toDtos(await getPolicies(this.prisma, listingId)) };
  }

  /** Throws `listing_not_found`, `cancellation_policy_not_found`. */
  async get(listingId: number, code: string): Promise<AdminPolicyDto> {
    const shown = pick(await getPolicies(this.prisma, listingId), code);
    if (shown === undefined) throw policyNotFound(code);
    return shown;
  }

  /** What its amounts are in. Throws `listing_not_found`. */
  async getCurrency(listingId: number): Promise<string> {
    return (await getPolicies(this.prisma, listingId)).currency;
  }

  /**
   * Makes a policy, or changes the one with that code. Throws 400, 412, 428, `listing_not_found`,
   * `too_many_cancellation_policies`.
   */
  set(listingId: number, code: string, body: NewPolicyDto, by: PolicyBy): Promise<AdminPolicyDto> {
    const { steps, noShowFee, faults } = readPolicy(body);
    if (faults.length > 0) throw invalidFields(faults);
    return this.setSteps(listingId, { code, name: body.name, steps, noShowFee }, by);
  }

  /**
   * The same, with steps that are read already. Without a name, or a fee of who does not come, the policy keeps what it has;
   * a new one is called as its code, and asks for the fee of its last step.
   */
  setSteps(
    listingId: number,
    policy: {
      readonly code: string;
      readonly name?: string | undefined;
      readonly steps: readonly Step<Offset>[];
      readonly noShowFee?: Fee | null | undefined;
    },
    { actor, ifMatch, mustBeNew }: PolicyBy,
  ): Promise<AdminPolicyDto> {
    const { code, steps } = policy;
    return inTransaction(this.prisma, async (tx) => {
      await lockPolicies(tx, listingId);
      const shown = await findShown(tx, listingId, code);
      const before = isMade(shown) ? shown : undefined;
      // What every listing has can be read as well, and is not in the way of one that is made.
      assertCurrentOrNew({ ifMatch, mustBeNew }, ifMatch === undefined ? before : shown);
      const kept = await findTerms(tx, listingId, code);
      const { name = kept?.name ?? code, noShowFee = kept?.noShowFee ?? null } = policy;
      const outcome = await setPolicy(tx, { listingId, code, name, steps, noShowFee });
      if (outcome === 'not_found') throw listingNotFound(listingId);
      if (outcome === 'too_many') throw tooManyPolicies();
      const after = await findPolicy(tx, listingId, code);
      if (after === undefined) throw new Error('a policy that was set is there');
      await writeAudit(tx, actor, {
        action: before === undefined ? 'created' : 'changed',
        kind: 'cancellation_policy',
        id: code,
        listingId,
        before,
        after,
      });
      return after;
    });
  }

  /** Throws `listing_not_found`, `cancellation_policy_not_found`, 412. */
  async setDefault(listingId: number, code: string, { actor, ifMatch }: ChangeBy): Promise<PoliciesDto> {
    return inTransaction(this.prisma, async (tx) => {
      await lockPolicies(tx, listingId);
      const known = await getPolicies(tx, listingId);
      assertCurrent(ifMatch, { data: toDtos(known) });
      const before = defaultOf(known);
      const outcome = await setDefaultPolicy(tx, listingId, code);
      if (outcome === 'policy_not_found') throw policyNotFound(code);
      const after = await getPolicies(tx, listingId);
      await writeAudit(tx, actor, {
        action: 'changed',
        kind: 'cancellation_policy',
        id: 'default',
        listingId,
        before: { code: before },
        after: { code: defaultOf(after) },
      });
      return { data: toDtos(after) };
    });
  }

  /** Takes a policy off the list. Throws `cancellation_policy_not_found`, `cancellation_policy_in_use`, 412. */
  async retire(listingId: number, code: string, { actor, ifMatch }: ChangeBy): Promise<void> {
    await inTransaction(this.prisma, async (tx) => {
      await lockPolicies(tx, listingId);
      const before = await findPolicy(tx, listingId, code);
      if (before !== undefined) assertCurrent(ifMatch, before);
      const outcome = await retirePolicy(tx, listingId, code);
      if (outcome === 'in_use') throw policyInUse(code);
      if (outcome === 'not_found' || before === undefined) throw policyNotFound(code);
      await writeAudit(tx, actor, {
        action: 'retired',
        kind: 'cancellation_policy',
        id: code,
        listingId,
        before,
      });
    });
  }

  /**
   * The policy of stays that begin on these nights. Returns how many have another one now. Throws 400, `listing_not_found`,
   * `cancellation_policy_not_found`.
   */
  async setNights(listingId: number, nights: NewPolicyNightsDto, actor: Actor): Promise<number> {
    assertRange(nights);
    return inTransaction(this.prisma, async (tx) => {
      // What nights had stays so until it is set.
      await lockPolicies(tx, listingId);
      const had = await listPolicyNights(tx, listingId, nights);
      const { outcome, nightsChanged } = await setPolicyNights(tx, { listingId, ...nights });
      if (outcome === 'not_found') throw listingNotFound(listingId);
      if (outcome === 'policy_not_found') throw policyNotFound(nights.code ?? '');
      if (nightsChanged > 0) {
        const have = await listPolicyNights(tx, listingId, nights);
        await writeAudit(tx, actor, {
          action: 'set',
          kind: 'cancellation_policy',
          id: 'nights',
          listingId,
          after: { ...nights, nightsChanged },
          nightsBefore: policiesBefore(nights, { had, have }),
        });
      }
      return nightsChanged;
    });
  }

  /** Nights with a policy of their own. Throws 400, `listing_not_found`. */
  async listNights(listingId: number, range: PolicyNightsQuery): Promise<PolicyNightsDto> {
    assertRange(range);
    const data = await listPolicyNights(this.prisma, listingId, range);
    if (data.length === 0) await getPolicies(this.prisma, listingId);
    return { data };
  }
}

async function getPolicies(db: Database, listingId: number): Promise<ListingPolicies> {
  const found = await findPolicies(db, listingId);
  if (found === undefined) throw listingNotFound(listingId);
  return found;
}

async function findPolicy(
  db: Database,
  listingId: number,
  code: string,
): Promise<AdminPolicyDto | undefined> {
  const shown = await findShown(db, listingId, code);
  return isMade(shown) ? shown : undefined;
}

/** The same, also what every listing has before it has a policy. */
async function findShown(db: Database, listingId: number, code: string): Promise<AdminPolicyDto | undefined> {
  const found = await findPolicies(db, listingId);
  return found && pick(found, code);
}

/** What a policy says at present, also the one every listing has. */
async function findTerms(db: Database, listingId: number, code: string): Promise<Policy | undefined> {
  const found = await findPolicies(db, listingId);
  return [...(found?.policies ?? []), ...(found === undefined ? [] : [found.inForce])].find(
    (policy) => policy.code === code,
  );
}

/** One that was made before the one of that code that every listing has. */
function pick(found: ListingPolicies, code: string): AdminPolicyDto | undefined {
  const [first, second] = toDtos(found).filter((policy) => policy.code === code);
  return isMade(second) ? second : first;
}

function isMade(policy: AdminPolicyDto | undefined): boolean {
  return policy !== undefined && policy.version > 0;
}

/** Those there are, and where nothing applies else what every listing has. */
function toDtos({ policies, inForce, ...said }: ListingPolicies): AdminPolicyDto[] {
  const fallback = inForce.version === 0 ? [{ ...inForce, isDefault: true }] : [];
  return [...fallback, ...policies].map((policy) => ({
    ...toPolicyDto(policy, said),
    version: policy.version,
    isDefault: policy.isDefault,
  }));
}

function defaultOf({ inForce }: ListingPolicies): string {
  return inForce.code;
}

function assertRange({ startDate, endDate }: PolicyNightsQuery): void {
  const nights = countNights(startDate, endDate);
  if (nights < 1) throw invalidField('endDate', 'not_after_start', 'endDate must be after startDate');
  if (nights > maxNights) throw invalidField('endDate', 'too_long', `at most ${maxNights} nights`);
}
