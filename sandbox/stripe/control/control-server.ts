import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { decideAuthentication } from '../api/payment-attempt.js';
import { readBody, sendHtml, sendJson } from '../http/exchange.js';
import { decodeForm } from '../http/form.js';
import { Params } from '../http/params.js';
import { invalidRequest, noSuch, StripeError } from '../http/stripe-error.js';
import type { Sandbox } from '../sandbox.js';
import type { WebhookDelivery } from '../../common/webhooks/delivery.js';
import { authenticationDonePage, authenticationPage, returnAddress } from './authentication-page.js';
import { booksText, readBookPage } from './books.js';
import { applyControl, controlState } from './control-request.js';
import { InvalidInput, JsonBody } from '../../common/json-body.js';
import { overviewPage } from './overview-page.js';
import { actOnPayment, decideAll, settleByHand } from './payments-by-hand.js';
import type { RequestLog } from '../../common/request-log.js';
import type { LoggedRequest } from './logged-request.js';
import { forgeEvent, releaseHeld, resend } from './webhooks-by-hand.js';

interface Dependencies {
  readonly sandbox: Sandbox;
  readonly operations: ReadonlySet<string>;
  readonly requestLog: RequestLog<LoggedRequest>;
  readonly delivery: WebhookDelivery;
  readonly commit: () => Promise<void> | undefined;
  readonly reset: () => Promise<void>;
}

interface Visit {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly path: string;
  readonly query: string;
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
    const visit = { request, response, path, query };
    try {
      if (request.method === 'GET') await this.show(visit);
      else await this.act(visit);
    } catch (error) {
      if (response.headersSent || response.destroyed) return;
      const words = error instanceof InvalidInput ? wordsFor(error) : error;
      if (!(words instanceof StripeError)) throw error;
      sendJson(response, words.status, JSON.stringify({ error: words.body }));
    }
  }

  private async show({ response, path, query }: Visit): Promise<void> {
    const { sandbox, requestLog } = this.parts;
    const [, root, action = '', id = '', surplus] = path.split('/');
    if (path === '/') return sendHtml(response, 200, overviewPage(sandbox.store));
    if (root !== '_sandbox' || surplus !== undefined) throw noSuch('page', path);
    switch (action) {
      case 'books': {
        const page = readBookPage(query, sandbox.store);
        // What the books tell must be on disk, as what the API tells.
        await this.parts.commit();
        response.writeHead(200, { 'content-type': 'application/json' });
        return pipeline(Readable.from(booksText(sandbox.store, page)), response);
      }
      case 'requests':
        return sendJson(response, 200, JSON.stringify({ requests: requestLog.list() }));
      case 'control':
        return sendJson(response, 200, JSON.stringify(controlState(sandbox)));
      case 'authenticate': {
        const intent = this.intent(id, query);
        const isOpen = intent.api.status === 'requires_action';
        return sendHtml(response, 200, isOpen ? authenticationPage(intent) : authenticationDonePage(intent));
      }
    }
    throw noSuch('page', path);
  }

  private async act({ request, response, path }: Visit): Promise<void> {
    if (request.method !== 'POST' || !path.startsWith('/_sandbox/')) throw noSuch('page', path);
    const text = await readBody(request);
    const [, , action = '', id = ''] = path.split('/');
    if (action === 'authenticate') return this.decide(response, id, text);
    const answer = await this.answerTo(path, text);
    await this.parts.commit();
    sendJson(response, 200, JSON.stringify(answer));
  }

  private async answerTo(path: string, text: string): Promise<object> {
    const { sandbox, delivery, operations, reset } = this.parts;
    const [, , action = '', id = '', verb = '', surplus] = path.split('/');
    const body = JsonBody.parse(action === 'control' ? '' : text);
    switch (surplus === undefined ? `${action}/${verb}` : '') {
      case 'control/':
        applyControl(sandbox, operations, text);
        return controlState(sandbox);
      case 'reset/':
        await reset();
        return { reset: true };
      case 'webhooks/':
        if (id === 'release') return releaseHeld(sandbox, delivery, body);
        break;
      case 'events/resend':
        return resend(sandbox, delivery, { id, body });
      case 'events/forge':
        return forgeEvent(sandbox, delivery, { id, body });
      case 'refunds/settle':
        return settleByHand(sandbox, id, body);
      case 'payments/':
        if (id === 'decide') return decideAll(sandbox, body);
        break;
      default: {
        const done = action === 'payments' && actOnPayment(sandbox, { id, action: verb }, body);
        if (done) return done;
      }
    }
    throw noSuch('page', path);
  }

  private intent(id: string, form: string) {
    const intent = this.parts.sandbox.store.intents.get(id);
    if (!intent || new Params(decodeForm(form)).text('client_secret') !== intent.api.client_secret) {
      throw noSuch('payment', id);
    }
    return intent;
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

function wordsFor({ message, param }: InvalidInput): StripeError {
  return invalidRequest(message, param === null ? {} : { param });
}
