import { Body, Controller, Delete, Get, HttpCode, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, type Actor } from '../../audit/actor.js';
import { ApiProblems } from '../../http/api-problems.js';
import { AdminOnly } from '../../http/auth/access.js';
import { IntParam, TextParam } from '../../http/path-params.js';
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

@ApiTags('Admin')
@AdminOnly()
@Controller('v1/admin/listings/:listingId')
export class CancellationPoliciesController {
  constructor(private readonly policies: CancellationPoliciesService) {}

  /** Lists the cancellation policies of a hotel or flight. */
  @Get('cancellation-policies')
  @ApiProblems('listing_not_found')
  list(@IntParam('listingId') listingId: number): Promise<PoliciesDto> {
    return this.policies.list(listingId);
  }

  /** Makes a cancellation policy, or changes it. Holds that were taken before keep what they had. */
  @Put('cancellation-policies/:code')
  @ApiProblems('listing_not_found', 'too_many_cancellation_policies')
  set(
    @IntParam('listingId') listingId: number,
    @TextParam('code', code) policy: string,
    @Body() body: NewPolicyDto,
    @CurrentActor() actor: Actor,
  ): Promise<AdminPolicyDto> {
    return this.policies.set(listingId, policy, body, actor);
  }

  /** Takes a cancellation policy off the list. What was booked under it stays as it was. */
  @Delete('cancellation-policies/:code')
  @HttpCode(204)
  @ApiProblems('cancellation_policy_not_found', 'cancellation_policy_in_use')
  retire(
    @IntParam('listingId') listingId: number,
    @TextParam('code', code) policy: string,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    return this.policies.retire(listingId, policy, actor);
  }

  /** Says which policy applies to stays that begin on nights without one of their own. */
  @Put('cancellation-policy')
  @ApiProblems('listing_not_found', 'cancellation_policy_not_found')
  setDefault(
    @IntParam('listingId') listingId: number,
    @Body() body: DefaultPolicyDto,
    @CurrentActor() actor: Actor,
  ): Promise<PoliciesDto> {
    return this.policies.setDefault(listingId, body.code, actor);
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
