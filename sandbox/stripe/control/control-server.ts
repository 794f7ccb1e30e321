import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { decideAuthentication } from '../api/payment-attempt.js';
import { readBody, sendHtml, sendJson } from '../http/exchange.js';
import { decodeForm } from '../http/form.js';
import { Params } from '../http/params.js';
import { noSuch, StripeError } from '../http/stripe-error.js';
import type { Sandbox } from '../sandbox.js';
import type { WebhookDelivery } from '../webhooks/delivery.js';
import { authenticationDonePage, authenticationPage, returnAddress } from './authentication-page.js';
import { booksText } from './books.js';
import { applyControl } from './control-request.js';
import { overviewPage } from './overview-page.js';
import type { RequestLog } from './request-log.js';

interface Dependencies {
  readonly sandbox: Sandbox;
  readonly operations: ReadonlySet<string>;
  readonly requestLog: RequestLog;
  readonly delivery: WebhookDelivery;
  readonly commit: () => Promise<void> | undefined;
  readonly reset: () => Promise<void>;
}

/** Everything outside `/v1`: what a person or a test does to the sandbox itself. Takes no API key. */
export class ControlServer {
  constructor(private readonly parts: Dependencies) {}

  async handle(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    query: string,
  ): Promise<void> {
    try {
      await this.route(request, response, path, query);
    } catch (error) {
      if (response.headersSent || response.destroyed) return;
      if (!(error instanceof StripeError)) throw error;
      sendJson(response, error.status, JSON.stringify({ error: error.body }));
    }
  }

  private async route(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    query: string,
  ): Promise<void> {
    const { sandbox, requestLog, reset } = this.parts;
    const [, , action = '', id = '', verb = ''] = path.split('/');
    switch (`${request.method} ${verb === '' ? action : verb}`) {
      case 'GET ':
        if (path === '/') return sendHtml(response, 200, overviewPage(sandbox.store));
        break;
      case 'GET books':
        response.writeHead(200, { 'content-type': 'application/json' });
        return pipeline(Readable.from(booksText(sandbox.store)), response);
      case 'GET requests':
        return sendJson(response, 200, JSON.stringify({ requests: requestLog.list() }));
      case 'GET control':
        return this.showControl(response);
      case 'POST control':
        applyControl(sandbox.faults, this.parts.operations, await readBody(request));
        return this.showControl(response);
      case 'POST redeliver':
        if (action === 'webhooks') return this.redeliver(response, id);
        break;
      case 'POST reset':
        await reset();
        return sendJson(response, 200, '{"reset":true}');
      case 'GET authenticate':
        return this.showAuthentication(response, id, query);
      case 'POST authenticate':
        return this.decide(response, id, await readBody(request));
    }
    throw noSuch('page', path);
  }

  private showControl(response: ServerResponse): void {
    const { faults } = this.parts.sandbox;
    const { defaultBehaviour, slowMs } = faults;
    sendJson(response, 200, JSON.stringify({ defaultBehaviour, slowMs, faults: faults.list() }));
  }

  private redeliver(response: ServerResponse, id: string): void {
    const event = this.parts.sandbox.store.events.get(id);
    if (!event) throw noSuch('event', id);
    sendJson(response, 200, JSON.stringify({ deliveries: this.parts.delivery.redeliver(event) }));
  }

  private intent(id: string, form: string) {
    const intent = this.parts.sandbox.store.intents.get(id);
    if (!intent || new Params(decodeForm(form)).text('client_secret') !== intent.api.client_secret) {
      throw noSuch('payment', id);
    }
    return intent;
  }

  private showAuthentication(response: ServerResponse, id: string, query: string): void {
    const intent = this.intent(id, query);
    const isOpen = intent.api.status === 'requires_action';
    sendHtml(response, 200, isOpen ? authenticationPage(intent) : authenticationDonePage(intent));
  }

  private async decide(response: ServerResponse, id: string, body: string): Promise<void> {
    const intent = this.intent(id, body);
    const approved = new Params(decodeForm(body)).oneOf('outcome', ['approve', 'fail']) === 'approve';
    const returnUrl = intent.api.next_action?.redirect_to_url.return_url ?? null;
    const decided = decideAuthentication(this.parts.sandbox, intent, approved);
    await this.parts.commit();
    if (!decided || returnUrl === null) {
      sendHtml(response, 200, authenticationDonePage(intent));
      return;
    }
    response.writeHead(303, {
      location: returnAddress(returnUrl, intent, approved),
      'cache-control': 'no-store',
    });
    response.end();
  }
}
