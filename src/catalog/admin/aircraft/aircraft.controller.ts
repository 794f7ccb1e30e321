import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, type Actor } from '../../../audit/actor.js';
import { ApiProblems } from '../../../http/api-problems.js';
import { AdminOnly } from '../../../http/auth/access.js';
import { IfMatch, IfMatchOrNone } from '../../../http/if-match.js';
import { ApiPage, PageQuery, type Page } from '../../../http/page.dto.js';
import { TextParam } from '../../../http/path-params.js';
import { WithEtag } from '../../../http/with-etag.js';
import { AircraftTypeChangesDto, aircraftCodePattern, AircraftTypeDto } from './aircraft.dto.js';
import { AircraftService } from './aircraft.service.js';

const Code = () => TextParam('code', { pattern: aircraftCodePattern, example: '320' });

@ApiTags('Flight catalogue')
@AdminOnly()
@Controller('v1/admin/aircraft')
export class AircraftController {
  constructor(private readonly aircraft: AircraftService) {}

  /** Lists types of aircraft. */
  @Get()
  @ApiPage(AircraftTypeDto)
  @ApiProblems('invalid_cursor')
  list(@Query() query: PageQuery): Promise<Page<AircraftTypeDto>> {
    return this.aircraft.list(query);
  }

  /** Adds a type of aircraft. */
  @Post()
  @WithEtag()
  @ApiProblems('code_taken')
  add(@Body() aircraft: AircraftTypeDto, @CurrentActor() actor: Actor): Promise<AircraftTypeDto> {
    return this.aircraft.add(aircraft, actor);
  }

  /** Reads a type of aircraft as it can be changed. */
  @Get(':code')
  @WithEtag()
  @ApiProblems('aircraft_not_found')
  get(@Code() code: string): Promise<AircraftTypeDto> {
    return this.aircraft.get(code);
  }

  /** Changes a type of aircraft; what was made of it keeps its seats. */
  @Patch(':code')
  @WithEtag()
  @ApiProblems('aircraft_not_found')
  change(
    @Code() code: string,
    @IfMatch() ifMatch: string,
    @Body() changes: AircraftTypeChangesDto,
    @CurrentActor() actor: Actor,
  ): Promise<AircraftTypeDto> {
    return this.aircraft.change(code, changes, { actor, ifMatch });
  }

  /** Removes a type of aircraft that has no flights and no seat maps. */
  @Delete(':code')
  @HttpCode(204)
  @ApiProblems('aircraft_not_found', 'still_used')
  remove(
    @Code() code: string,
    @IfMatchOrNone() ifMatch: string | undefined,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    return this.aircraft.remove(code, { actor, ifMatch });
  }
}
