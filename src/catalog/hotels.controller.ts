import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../http/api-problems.js';
import { Public } from '../http/auth/access.js';
import { ApiPage, type Page } from '../http/page.dto.js';
import { IntParam } from '../http/path-params.js';
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

@ApiTags('Hotels')
@Public()
@Controller('v1/hotels')
export class HotelsController {
  constructor(private readonly hotels: HotelsService) {}

  /** Lists hotels, a page at a time. */
  @Get()
  @ApiPage(HotelSummaryDto)
  @ApiProblems('invalid_cursor')
  list(@Query() query: HotelsQuery): Promise<Page<HotelSummaryDto>> {
    return this.hotels.listHotels(query);
  }

  /** One hotel with its policies and pictures. */
  @Get(':hotelId')
  @ApiProblems('hotel_not_found')
  get(@IntParam('hotelId') hotelId: number): Promise<HotelDto> {
    return this.hotels.getHotel(hotelId);
  }

  /** Lists the room types of a hotel; with dates, what is free and what it costs. */
  @Get(':hotelId/rooms')
  @ApiPage(RoomTypeDto)
  @ApiProblems('hotel_not_found', 'invalid_cursor')
  listRooms(
    @IntParam('hotelId') hotelId: number,
    @Query() query: RoomTypesQuery,
  ): Promise<Page<RoomTypeDto>> {
    return this.hotels.listRoomTypes(hotelId, query);
  }

  /** One room type; with dates, how many are free and what one costs. */
  @Get(':hotelId/rooms/:roomTypeId')
  @ApiProblems('hotel_not_found', 'room_type_not_found')
  getRoom(
    @IntParam('hotelId') hotelId: number,
    @IntParam('roomTypeId') roomTypeId: number,
    @Query() query: RoomTypeQuery,
  ): Promise<RoomTypeDto> {
    return this.hotels.getRoomType(hotelId, roomTypeId, query);
  }

  /** What a hotel has free on each night, per room type; with `explain=true`, why. */
  @Get(':hotelId/availability')
  @ApiProblems('hotel_not_found')
  availability(
    @IntParam('hotelId') hotelId: number,
    @Query() query: AvailabilityQuery,
  ): Promise<AvailabilityDto> {
    return this.hotels.getAvailability(hotelId, query);
  }
}
