import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../http/api-problems.js';
import { Public } from '../../http/auth/access.js';
import { TextParam } from '../../http/path-params.js';
import {
  exampleOfferId,
  FlightOfferDetailDto,
  FlightOfferListDto,
  FlightOffersQuery,
} from './flight-offers.dto.js';
import { FlightOffersService } from './flight-offers.service.js';
import { OfferSeatMapsDto } from './offer-seats.dto.js';

const offerIdForm = { pattern: /^[A-Za-z0-9_-]{1,64}$/, example: exampleOfferId };

@ApiTags('Flight offers')
@Public()
@Controller('v1/flight-offers')
export class FlightOffersController {
  constructor(private readonly offers: FlightOffersService) {}

  /**
   * Searches flights of suppliers for one day, a page at a time. Answers within the time limit with what is there: when
   * airlines are missing, `incomplete` is true, and the same search may know more a few seconds later. The pages of a
   * search stay those of that search, until its offers end.
   */
  @Get()
  @ApiOkResponse({ type: FlightOfferListDto })
  @ApiProblems('invalid_cursor', 'search_expired', 'supplier_unavailable')
  list(@Query() query: FlightOffersQuery): Promise<FlightOfferListDto> {
    return this.offers.listOffers(query);
  }

  /** One offer at its price of this moment, asked of the supplier: to be read before it is held. */
  @Get(':offerId')
  @ApiOkResponse({ type: FlightOfferDetailDto })
  @ApiProblems('offer_not_found', 'offer_gone', 'supplier_unavailable')
  async get(@TextParam('offerId', offerIdForm) offerId: string): Promise<FlightOfferDetailDto> {
    return { data: await this.offers.getOffer(offerId) };
  }

  /** The seats of an offer's flights with what each costs which passenger. Not every airline shows any. */
  @Get(':offerId/seats')
  @ApiOkResponse({ type: OfferSeatMapsDto })
  @ApiProblems('offer_not_found', 'offer_gone', 'supplier_unavailable')
  seats(@TextParam('offerId', offerIdForm) offerId: string): Promise<OfferSeatMapsDto> {
    return this.offers.getSeatMaps(offerId);
  }
}
