import { Controller, Headers, HttpCode, Post, RawBody } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../http/api-problems.js';
import { Public } from '../http/auth/access.js';
import { invalidWebhook } from './payments.errors.js';
import { StripeWebhookService } from './stripe-webhook.service.js';

@ApiTags('Webhooks')
@Public()
@Controller('v1/webhooks/stripe')
export class StripeWebhookController {
  constructor(private readonly webhooks: StripeWebhookService) {}

  /** Takes a message of the payment provider. The signature in `Stripe-Signature` covers the body as sent. */
  @Post()
  @HttpCode(204)
  @ApiBody({ schema: { type: 'object', description: 'An event as Stripe sends it.' } })
  @ApiProblems('invalid_webhook_signature', 'payload_too_large')
  async receive(
    @RawBody() rawBody: Buffer | undefined,
    @Headers('stripe-signature') signature: string | undefined,
  ): Promise<void> {
    if (rawBody === undefined || signature === undefined) throw invalidWebhook('The signature is missing.');
    await this.webhooks.receive(rawBody, signature);
  }
}
