import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, type Actor } from '../../../audit/actor.js';
import { ApiProblems } from '../../../http/api-problems.js';
import { AdminOnly } from '../../../http/auth/access.js';
import { IfMatch, IfMatchOrNone } from '../../../http/if-match.js';
import { ApiPage, type Page } from '../../../http/page.dto.js';
import { TextParam } from '../../../http/path-params.js';
import { WithEtag } from '../../../http/with-etag.js';
import { codePattern } from '../text-rules.js';
import { NewSeatMapDto, SeatMapChangesDto, SeatMapsQuery, SeatMapTemplateDto } from './aircraft.dto.js';
import { SeatMapsService } from './seat-maps.service.js';

const Code = () => TextParam('code', { pattern: codePattern, example: '320-A' });

@ApiTags('Flight catalogue')
@AdminOnly()
@Controller('v1/admin/seat-maps')
export class SeatMapsController {
  constructor(private readonly maps: SeatMapsService) {}

  /** Lists how aircraft are fitted. */
  @Get()
  @ApiPage(SeatMapTemplateDto)
  @ApiProblems('invalid_cursor')
  list(@Query() query: SeatMapsQuery): Promise<Page<SeatMapTemplateDto>> {
    return this.maps.list(query);
  }

  /** Adds a seat map; flights are made from it. */
  @Post()
  @WithEtag()
  @ApiProblems('aircraft_not_found', 'code_taken')
  add(@Body() map: NewSeatMapDto, @CurrentActor() actor: Actor): Promise<SeatMapTemplateDto> {
    return this.maps.add(map, actor);
  }

  /** Reads a seat map as it can be changed. */
  @Get(':code')
  @WithEtag()
  @ApiProblems('seat_map_not_found')
  get(@Code() code: string): Promise<SeatMapTemplateDto> {
    return this.maps.get(code);
  }

  /** Changes a seat map for flights to come; those that were made from it stay as they are. */
  @Patch(':code')
  @WithEtag()
  @ApiProblems('seat_map_not_found')
  change(
    @Code() code: string,
    @IfMatch() ifMatch: string,
    @Body() changes: SeatMapChangesDto,
    @CurrentActor() actor: Actor,
  ): Promise<SeatMapTemplateDto> {
    return this.maps.change(code, changes, { actor, ifMatch });
  }

  /** Removes a seat map; flights that were made from it stay. */
  @Delete(':code')
  @HttpCode(204)
  @ApiProblems('seat_map_not_found')
  remove(
    @Code() code: string,
    @IfMatchOrNone() ifMatch: string | undefined,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    return this.maps.remove(code, { actor, ifMatch });
  }
}
