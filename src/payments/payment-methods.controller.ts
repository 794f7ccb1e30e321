import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../http/api-problems.js';
import { CurrentPrincipal, type Principal } from '../http/auth/principal.js';
import { ApiPage, PageQuery, type Page } from '../http/page.dto.js';
import { CountsAsWrite } from '../http/rate-limit/counts-as-write.js';
import { PaymentMethodDto, SavePaymentMethodDto } from './payment-methods.dto.js';
import { PaymentMethodsService } from './payment-methods.service.js';

@ApiTags('Payment methods')
@Controller('v1/payment-methods')
export class PaymentMethodsController {
  constructor(private readonly methods: PaymentMethodsService) {}

  /** Saves a card of the guest's for paying later. */
  @Post()
  @CountsAsWrite()
  @ApiProblems('payment_method_declined', 'payment_provider_unavailable')
  save(
    @CurrentPrincipal() { guestId }: Principal,
    @Body() body: SavePaymentMethodDto,
  ): Promise<PaymentMethodDto> {
    return this.methods.save(guestId, body.token);
  }

  /** Lists the guest's saved cards. */
  @Get()
  @ApiPage(PaymentMethodDto)
  @ApiProblems('invalid_cursor')
  list(
    @CurrentPrincipal() { guestId }: Principal,
    @Query() query: PageQuery,
  ): Promise<Page<PaymentMethodDto>> {
    return this.methods.list(guestId, query);
  }
}
