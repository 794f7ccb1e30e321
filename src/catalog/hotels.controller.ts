import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { ApiProblems } from '../http/api-problems.js';
import { Public } from '../http/auth/access.js';
import type { HttpRequest } from '../http/http-request.js';
import { ApiPage } from '../http/page.dto.js';
import { IntParam } from '../http/path-params.js';
import { ApiKept } from '../read-cache/api-kept.js';
import { KeptAnswers, type AnswerSubject } from '../read-cache/kept-answers.js';
import { everyListing } from '../read-cache/listing-cache.js';
import {
  AvailabilityDto,
  AvailabilityQuery,
  HotelDto,
  HotelsQuery,
  HotelSummaryDto,
  RoomTypeDto,
  RoomTypeQuery,
  RoomTypesQuery,
} from './hotels.dto.js';
import { HotelsService } from './hotels.service.js';

/** The answers are the same for everyone, and are kept: docs/caching.md. */
@ApiTags('Hotels')
@ApiKept()
@Public()
@Controller('v1/hotels')
export class HotelsController {
  constructor(
    private readonly hotels: HotelsService,
    private readonly answers: KeptAnswers,
  ) {}

  /** Lists hotels, a page at a time. */
  @Get()
  @ApiPage(HotelSummaryDto)
  @ApiProblems('invalid_cursor')
  list(@Query() query: HotelsQuery, @Req() request: HttpRequest, @Res() response: Response): Promise<void> {
    const subject = { kind: 'catalogue', listingIds: [everyListing], hasQuery: true } as const;
    return this.answers.give(request, response, subject, () => this.hotels.listHotels(query));
  }

  /** One hotel with its policies and pictures. */
  @Get(':hotelId')
  @ApiOkResponse({ type: HotelDto })
  @ApiProblems('hotel_not_found')
  get(
    @IntParam('hotelId') hotelId: number,
    @Req() request: HttpRequest,
    @Res() response: Response,
  ): Promise<void> {
    const subject = { kind: 'catalogue', listingIds: [hotelId] } as const;
    return this.answers.give(request, response, subject, () => this.hotels.getHotel(hotelId));
  }

  /** Lists the room types of a hotel; with dates, what is free and what it costs. */
  @Get(':hotelId/rooms')
  @ApiPage(RoomTypeDto)
  @ApiProblems('hotel_not_found', 'invalid_cursor')
  listRooms(
    @IntParam('hotelId') hotelId: number,
    @Query() query: RoomTypesQuery,
    @Req() request: HttpRequest,
    @Res() response: Response,
  ): Promise<void> {
    const load = () => this.hotels.listRoomTypes(hotelId, query);
    return this.answers.give(request, response, roomTypesOf(hotelId, query), load);
  }

  /** One room type; with dates, how many are free and what one costs. */
  @Get(':hotelId/rooms/:roomTypeId')
  @ApiOkResponse({ type: RoomTypeDto })
  @ApiProblems('hotel_not_found', 'room_type_not_found')
  getRoom(
    @IntParam('hotelId') hotelId: number,
    @IntParam('roomTypeId') roomTypeId: number,
    @Query() query: RoomTypeQuery,
    @Req() request: HttpRequest,
    @Res() response: Response,
  ): Promise<void> {
    const load = () => this.hotels.getRoomType(hotelId, roomTypeId, query);
    return this.answers.give(request, response, roomTypesOf(hotelId, query), load);
  }

  /** What a hotel has free on each night, per room type; with `explain=true`, why. */
  @Get(':hotelId/availability')
  @ApiOkResponse({ type: AvailabilityDto })
  @ApiProblems('hotel_not_found')
  availability(
    @IntParam('hotelId') hotelId: number,
    @Query() query: AvailabilityQuery,
    @Req() request: HttpRequest,
    @Res() response: Response,
  ): Promise<void> {
    const subject = { kind: 'ledger', listingIds: [hotelId], hasQuery: true } as const;
    return this.answers.give(request, response, subject, () => this.hotels.getAvailability(hotelId, query));
  }
}

/** Without dates they are a part of the catalogue; with dates they say what is free. */
function roomTypesOf(hotelId: number, { startDate }: RoomTypeQuery): AnswerSubject<unknown> {
  return {
    kind: startDate === undefined ? 'catalogue' : 'ledger',
    listingIds: [hotelId],
    hasQuery: true,
  };
}
