import { Controller, Headers, HttpCode, Post, RawBody } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../http/api-problems.js';
import { Public } from '../../http/auth/access.js';
import { SupplierWebhookService } from './supplier-webhook.service.js';

const exampleEvent = {
  id: 'wev_0000A3tQSmKyqOrcySrGbo',
  type: 'ping.triggered',
  live_mode: false,
  data: {},
};

@ApiTags('Webhooks')
@Public()
@Controller('v1/webhooks/duffel')
export class SupplierWebhookController {
  constructor(private readonly webhooks: SupplierWebhookService) {}

  /** Takes a message of the supplier of flights. The signature in `X-Duffel-Signature` covers the body as sent. */
  @Post()
  @HttpCode(204)
  @ApiHeader({
    name: 'X-Duffel-Signature',
    required: true,
    description: 'When it was signed, and the signature of that and the body.',
    schema: { type: 'string', example: 't=1803902400,v1=5f4dcc3b5aa765d61d8327deb882cf99' },
  })
  @ApiBody({ schema: { type: 'object', description: 'An event as Duffel sends it.', example: exampleEvent } })
  @ApiProblems('invalid_webhook_signature', 'payload_too_large')
  async receive(
    @RawBody() rawBody: Buffer | undefined,
    @Headers() headers: Record<string, string | undefined>,
  ): Promise<void> {
    await this.webhooks.receive(headers, rawBody ?? Buffer.alloc(0));
  }
}
