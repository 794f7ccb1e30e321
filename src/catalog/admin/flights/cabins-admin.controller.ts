import { Body, Controller, Delete, Get, HttpCode, Patch, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, type Actor } from '../../../audit/actor.js';
import { ApiProblems } from '../../../http/api-problems.js';
import { AdminOnly } from '../../../http/auth/access.js';
import { IfMatch, IfMatchOrNone } from '../../../http/if-match.js';
import { ApiPage, PageQuery, type Page } from '../../../http/page.dto.js';
import { IntParam, TextParam } from '../../../http/path-params.js';
import { WithEtag } from '../../../http/with-etag.js';
import {
  CabinAdminDto,
  CabinChangesDto,
  SeatAdminDto,
  SeatChangesDto,
  seatPattern,
} from './flights-admin.dto.js';
import { CabinsAdminService } from './cabins-admin.service.js';

const Class = () =>
  TextParam('class', { pattern: /^(economy|premium_economy|business|first)$/, example: 'economy' });
const Seat = () => TextParam('seat', { pattern: seatPattern, example: '4K' });

@ApiTags('Flight catalogue')
@AdminOnly()
@Controller('v1/admin/flights/:flightId')
export class CabinsAdminController {
  constructor(private readonly cabins: CabinsAdminService) {}

  /** Lists the cabins of a flight, also those that are retired. There are four at most. */
  @Get('cabins')
  @ApiPage(CabinAdminDto)
  @ApiProblems('flight_not_found')
  async listCabins(@IntParam('flightId') flightId: number): Promise<Page<CabinAdminDto>> {
    return { data: await this.cabins.listCabins(flightId), nextCursor: null };
  }

  /** Reads a cabin as it can be changed. */
  @Get('cabins/:class')
  @WithEtag()
  @ApiProblems('cabin_not_found')
  getCabin(@IntParam('flightId') flightId: number, @Class() cabinClass: string): Promise<CabinAdminDto> {
    return this.cabins.getCabin(flightId, cabinClass);
  }

  /** Changes the price of a cabin and with it that of its seats, retires it or brings it back. */
  @Patch('cabins/:class')
  @WithEtag()
  @ApiProblems('flight_not_found', 'cabin_not_found')
  changeCabin(
    @IntParam('flightId') flightId: number,
    @Class() cabinClass: string,
    @IfMatch() ifMatch: string,
    @Body() changes: CabinChangesDto,
    @CurrentActor() actor: Actor,
  ): Promise<CabinAdminDto> {
    return this.cabins.changeCabin(flightId, cabinClass, changes, { actor, ifMatch });
  }

  /** Removes a cabin nobody ever booked in, with its seats. */
  @Delete('cabins/:class')
  @HttpCode(204)
  @ApiProblems('flight_not_found', 'cabin_not_found', 'still_booked', 'was_booked', 'still_used')
  removeCabin(
    @IntParam('flightId') flightId: number,
    @Class() cabinClass: string,
    @IfMatchOrNone() ifMatch: string | undefined,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    return this.cabins.removeCabin(flightId, cabinClass, { actor, ifMatch });
  }

  /** Lists the seats of a flight that are sold by their label, also those that are retired. */
  @Get('seats')
  @ApiPage(SeatAdminDto)
  @ApiProblems('flight_not_found', 'invalid_cursor')
  listSeats(@IntParam('flightId') flightId: number, @Query() query: PageQuery): Promise<Page<SeatAdminDto>> {
    return this.cabins.listSeats(flightId, query);
  }

  /** Reads a seat as it can be changed. */
  @Get('seats/:seat')
  @WithEtag()
  @ApiProblems('seat_not_found')
  getSeat(@IntParam('flightId') flightId: number, @Seat() seat: string): Promise<SeatAdminDto> {
    return this.cabins.getSeat(flightId, seat);
  }

  /** Changes the price of a seat, retires it or brings it back. */
  @Patch('seats/:seat')
  @WithEtag()
  @ApiProblems('flight_not_found', 'seat_not_found')
  changeSeat(
    @IntParam('flightId') flightId: number,
    @Seat() seat: string,
    @IfMatch() ifMatch: string,
    @Body() changes: SeatChangesDto,
    @CurrentActor() actor: Actor,
  ): Promise<SeatAdminDto> {
    return this.cabins.changeSeat(flightId, seat, changes, { actor, ifMatch });
  }

  /** Removes a seat nobody ever booked. */
  @Delete('seats/:seat')
  @HttpCode(204)
  @ApiProblems('flight_not_found', 'seat_not_found', 'still_booked', 'was_booked', 'still_used')
  removeSeat(
    @IntParam('flightId') flightId: number,
    @Seat() seat: string,
    @IfMatchOrNone() ifMatch: string | undefined,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    return this.cabins.removeSeat(flightId, seat, { actor, ifMatch });
  }
}
