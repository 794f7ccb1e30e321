import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { CurrentActor, type Actor } from '../../audit/actor.js';
import { exampleEndDate, exampleStartDate } from '../../catalog/example-dates.js';
import { ApiProblems } from '../../http/api-problems.js';
import { AdminOnly } from '../../http/auth/access.js';
import { IfMatch, IfMatchOrNone } from '../../http/if-match.js';
import { ApiPage, PageQuery, type Page } from '../../http/page.dto.js';
import { IntParam } from '../../http/path-params.js';
import { WithEtag } from '../../http/with-etag.js';
import { NewPricingRuleDto, PricingRuleChangesDto, PricingRuleDto } from './pricing-rules.dto.js';
import { PricingRulesService } from './pricing-rules.service.js';

/** When a rule was written is no part of what it says. */
const written = ['createdAt', 'updatedAt'] as const;

/** By weekday or by date: printed together they would be about the weekends of a few nights, and hardly ever about one. */
const ruleExamples = {
  weekends: {
    summary: 'Weekends',
    value: { name: 'Weekend', weekdays: ['friday', 'saturday'], factor: 1.2 },
  },
  fair: {
    summary: 'The nights of a fair',
    value: { name: 'Boat fair', startDate: exampleStartDate(), endDate: exampleEndDate(), factor: 1.5 },
  },
};

@ApiTags('Pricing')
@AdminOnly()
@Controller('v1/admin/hotels/:hotelId/pricing-rules')
export class PricingRulesController {
  constructor(private readonly rules: PricingRulesService) {}

  /** Lists the rules of a hotel, in the order in which they were made. */
  @Get()
  @ApiPage(PricingRuleDto)
  @ApiProblems('hotel_not_found', 'invalid_cursor')
  list(@IntParam('hotelId') hotelId: number, @Query() query: PageQuery): Promise<Page<PricingRuleDto>> {
    return this.rules.list(hotelId, query);
  }

  /** Adds a rule by weekday or date: quotes and holds from now on are made with it. */
  @Post()
  @ApiBody({ type: NewPricingRuleDto, examples: ruleExamples })
  @WithEtag(...written)
  @ApiProblems('hotel_not_found', 'room_type_not_found', 'too_many_pricing_rules')
  add(
    @IntParam('hotelId') hotelId: number,
    @Body() rule: NewPricingRuleDto,
    @CurrentActor() actor: Actor,
  ): Promise<PricingRuleDto> {
    return this.rules.add(hotelId, rule, actor);
  }

  /** One rule. */
  @Get(':ruleId')
  @WithEtag(...written)
  @ApiProblems('pricing_rule_not_found')
  get(@IntParam('hotelId') hotelId: number, @IntParam('ruleId') ruleId: number): Promise<PricingRuleDto> {
    return this.rules.get(hotelId, ruleId);
  }

  /** Changes a rule; what is held already keeps its price. */
  @Patch(':ruleId')
  @WithEtag(...written)
  @ApiProblems('hotel_not_found', 'room_type_not_found', 'pricing_rule_not_found')
  change(
    @IntParam('hotelId') hotelId: number,
    @IntParam('ruleId') ruleId: number,
    @IfMatch() ifMatch: string,
    @Body() changes: PricingRuleChangesDto,
    @CurrentActor() actor: Actor,
  ): Promise<PricingRuleDto> {
    return this.rules.change(hotelId, ruleId, changes, { actor, ifMatch });
  }

  /** Removes a rule; what is held already keeps its price, and can still be explained. */
  @Delete(':ruleId')
  @HttpCode(204)
  @ApiProblems('pricing_rule_not_found')
  remove(
    @IntParam('hotelId') hotelId: number,
    @IntParam('ruleId') ruleId: number,
    @IfMatchOrNone() ifMatch: string | undefined,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    return this.rules.remove(hotelId, ruleId, { actor, ifMatch });
  }
}
