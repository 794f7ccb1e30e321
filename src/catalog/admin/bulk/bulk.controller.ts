import { Body, Controller, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, type Actor } from '../../../audit/actor.js';
import { ApiProblems } from '../../../http/api-problems.js';
import { AdminOnly } from '../../../http/auth/access.js';
import { InventoryRangesDto, RangesAnswerDto, RateRangesDto } from './bulk.dto.js';
import { BulkService } from './bulk.service.js';

@ApiTags('Rates and inventory')
@AdminOnly()
@Controller('v1/admin')
export class BulkController {
  constructor(private readonly bulk: BulkService) {}

  /** Sets how many rooms there are on many nights of many room types: all of it, or nothing. */
  @Put('inventory/ranges')
  @ApiProblems('room_type_not_found')
  async setTotals(@Body() body: InventoryRangesDto, @CurrentActor() actor: Actor): Promise<RangesAnswerDto> {
    return { nightsChanged: await this.bulk.setTotals(body, actor) };
  }

  /** Sets what base prices are multiplied by on many nights of many hotels: all of it, or nothing. */
  @Put('rates/ranges')
  @ApiProblems('hotel_not_found')
  async setRates(@Body() body: RateRangesDto, @CurrentActor() actor: Actor): Promise<RangesAnswerDto> {
    return { nightsChanged: await this.bulk.setRates(body, actor) };
  }
}
