import { Controller, Headers, HttpCode, Post, RawBody } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../http/api-problems.js';
import { Public } from '../http/auth/access.js';
import { invalidWebhook } from './payments.errors.js';
import { StripeWebhookService } from './stripe-webhook.service.js';

const exampleEvent = {
  id: 'evt_1QxW5nLkdIwHu7ix',
  object: 'event',
  type: 'payment_intent.succeeded',
  data: { object: { id: 'pi_3QxW5nLkdIwHu7ix', object: 'payment_intent', status: 'succeeded' } },
};

@ApiTags('Webhooks')
@Public()
@Controller('v1/webhooks/stripe')
export class StripeWebhookController {
  constructor(private readonly webhooks: StripeWebhookService) {}

  /** Takes a message of the payment provider. The signature in `Stripe-Signature` covers the body as sent. */
  @Post()
  @HttpCode(204)
  @ApiHeader({
    name: 'Stripe-Signature',
    required: true,
    description: 'When it was signed, and the signature of that and the body.',
    schema: { type: 'string', example: 't=1803902400,v1=5f4dcc3b5aa765d61d8327deb882cf99' },
  })
  @ApiBody({ schema: { type: 'object', description: 'An event as Stripe sends it.', example: exampleEvent } })
  @ApiProblems('invalid_webhook_signature', 'payload_too_large')
  async receive(
    @RawBody() rawBody: Buffer | undefined,
    @Headers('stripe-signature') signature: string | undefined,
  ): Promise<void> {
    if (rawBody === undefined || signature === undefined) throw invalidWebhook('The signature is missing.');
    await this.webhooks.receive(rawBody, signature);
  }
}
