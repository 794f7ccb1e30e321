import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../http/api-problems.js';
import { AdminOnly } from '../../http/auth/access.js';
import { ApiPage, PageQuery, type Page } from '../../http/page.dto.js';
import { IntParam } from '../../http/path-params.js';
import { NewPricingRuleDto, PricingRuleChangesDto, PricingRuleDto } from './pricing-rules.dto.js';
import { PricingRulesService } from './pricing-rules.service.js';

@ApiTags('Admin')
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
  @ApiProblems('hotel_not_found', 'room_type_not_found', 'too_many_pricing_rules')
  add(@IntParam('hotelId') hotelId: number, @Body() rule: NewPricingRuleDto): Promise<PricingRuleDto> {
    return this.rules.add(hotelId, rule);
  }

  /** One rule. */
  @Get(':ruleId')
  @ApiProblems('pricing_rule_not_found')
  get(@IntParam('hotelId') hotelId: number, @IntParam('ruleId') ruleId: number): Promise<PricingRuleDto> {
    return this.rules.get(hotelId, ruleId);
  }

  /** Changes a rule; what is held already keeps its price. */
  @Patch(':ruleId')
  @ApiProblems('hotel_not_found', 'room_type_not_found', 'pricing_rule_not_found')
  change(
    @IntParam('hotelId') hotelId: number,
    @IntParam('ruleId') ruleId: number,
    @Body() changes: PricingRuleChangesDto,
  ): Promise<PricingRuleDto> {
    return this.rules.change(hotelId, ruleId, changes);
  }

  /** Removes a rule; what is held already keeps its price, and can still be explained. */
  @Delete(':ruleId')
  @HttpCode(204)
  @ApiProblems('pricing_rule_not_found')
  remove(@IntParam('hotelId') hotelId: number, @IntParam('ruleId') ruleId: number): Promise<void> {
    return this.rules.remove(hotelId, ruleId);
  }
}
