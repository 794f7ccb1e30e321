import { Controller, Headers, HttpCode, Post, RawBody } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../http/api-problems.js';
import { Public } from '../../http/auth/access.js';
import { SupplierWebhookService } from './supplier-webhook.service.js';

@ApiTags('Webhooks')
@Public()
@Controller('v1/webhooks/duffel')
export class SupplierWebhookController {
  constructor(private readonly webhooks: SupplierWebhookService) {}

  /** Takes a message of the supplier of flights. The signature in `X-Duffel-Signature` covers the body as sent. */
  @Post()
  @HttpCode(204)
  @ApiBody({ schema: { type: 'object', description: 'An event as Duffel sends it.' } })
  @ApiProblems('invalid_webhook_signature', 'payload_too_large')
  async receive(
    @RawBody() rawBody: Buffer | undefined,
    @Headers() headers: Record<string, string | undefined>,
  ): Promise<void> {
    await this.webhooks.receive(headers, rawBody ?? Buffer.alloc(0));
  }
}
