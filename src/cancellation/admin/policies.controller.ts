import { Body, Controller, Delete, Get, HttpCode, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, type Actor } from '../../audit/actor.js';
import { ApiProblems } from '../../http/api-problems.js';
import { AdminOnly } from '../../http/auth/access.js';
import { IfMatch, IfMatchOrNone, IfMatchUnlessNew } from '../../http/if-match.js';
import { IntParam, TextParam } from '../../http/path-params.js';
import { WithEtag } from '../../http/with-etag.js';
import {
  AdminPolicyDto,
  DefaultPolicyDto,
  NewPolicyDto,
  NewPolicyNightsDto,
  PoliciesDto,
  policyCode,
  PolicyNightsChangeDto,
  PolicyNightsDto,
  PolicyNightsQuery,
} from './policies.dto.js';
import { CancellationPoliciesService } from './policies.service.js';

const code = { pattern: policyCode, example: 'flexible' };
/** One that is not there yet: what is there is only changed by who has read it. */
const newCode = { pattern: policyCode, example: 'three-days' };
/** One that no night of the sample catalogue has. */
const unusedCode = { pattern: policyCode, example: 'semi-flexible' };

@ApiTags('Cancellation policies')
@AdminOnly()
@Controller('v1/admin/listings/:listingId')
export class CancellationPoliciesController {
  constructor(private readonly policies: CancellationPoliciesService) {}

  /** Lists the cancellation policies of a hotel or flight. */
  @Get('cancellation-policies')
  @WithEtag()
  @ApiProblems('listing_not_found')
  list(@IntParam('listingId') listingId: number): Promise<PoliciesDto> {
    return this.policies.list(listingId);
  }

  /** Reads a cancellation policy as it can be changed. */
  @Get('cancellation-policies/:code')
  @WithEtag()
  @ApiProblems('listing_not_found', 'cancellation_policy_not_found')
  get(
    @IntParam('listingId') listingId: number,
    @TextParam('code', code) policy: string,
  ): Promise<AdminPolicyDto> {
    return this.policies.get(listingId, policy);
  }

  /**
   * Makes a cancellation policy, or changes the one that was read (`If-Match`). Holds that were taken before keep what they
   * had.
   */
  @Put('cancellation-policies/:code')
  @WithEtag()
  @ApiProblems('listing_not_found', 'too_many_cancellation_policies', 'precondition_required')
  set(
    @IntParam('listingId') listingId: number,
    @TextParam('code', newCode) policy: string,
    @IfMatchUnlessNew() ifMatch: string | undefined,
    @Body() body: NewPolicyDto,
    @CurrentActor() actor: Actor,
  ): Promise<AdminPolicyDto> {
    return this.policies.set(listingId, policy, body, { actor, ifMatch, mustBeNew: ifMatch === undefined });
  }

  /** Takes a cancellation policy off the list. What was booked under it stays as it was. */
  @Delete('cancellation-policies/:code')
  @HttpCode(204)
  @ApiProblems('cancellation_policy_not_found', 'cancellation_policy_in_use')
  retire(
    @IntParam('listingId') listingId: number,
    @TextParam('code', unusedCode) policy: string,
    @IfMatchOrNone() ifMatch: string | undefined,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    return this.policies.retire(listingId, policy, { actor, ifMatch });
  }

  /** Says which policy applies to stays that begin on nights without one of their own; the tag is that of the list. */
  @Put('cancellation-policy')
  @WithEtag()
  @ApiProblems('listing_not_found', 'cancellation_policy_not_found')
  setDefault(
    @IntParam('listingId') listingId: number,
    @IfMatch() ifMatch: string,
    @Body() body: DefaultPolicyDto,
    @CurrentActor() actor: Actor,
  ): Promise<PoliciesDto> {
    return this.policies.setDefault(listingId, body.code, { actor, ifMatch });
  }

  /** Lists the nights of a range that have a policy of their own. */
  @Get('cancellation-policy-nights')
  @ApiProblems('listing_not_found')
  listNights(
    @IntParam('listingId') listingId: number,
    @Query() range: PolicyNightsQuery,
  ): Promise<PolicyNightsDto> {
    return this.policies.listNights(listingId, range);
  }

  /** Says which policy applies to stays that begin on the nights of a range. */
  @Put('cancellation-policy-nights')
  @ApiProblems('listing_not_found', 'cancellation_policy_not_found')
  async setNights(
    @IntParam('listingId') listingId: number,
    @Body() nights: NewPolicyNightsDto,
    @CurrentActor() actor: Actor,
  ): Promise<PolicyNightsChangeDto> {
    return { nightsChanged: await this.policies.setNights(listingId, nights, actor) };
  }
}
