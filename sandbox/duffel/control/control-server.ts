import type { IncomingMessage, ServerResponse } from 'node:http';
import { InvalidInput, JsonBody } from '../../common/json-body.js';
import type { RequestLog } from '../../common/request-log.js';
import type { WebhookDelivery } from '../../common/webhooks/delivery.js';
import { faultNames } from '../behaviour/fault-kinds.js';
import { namedBehaviours } from '../behaviour/passenger-names.js';
import type { LoggedRequest } from '../http/api-server.js';
import { DuffelError, invalidRequest, notFound } from '../http/duffel-error.js';
import { readBody, sendHtml, sendJson } from '../http/exchange.js';
import type { Sandbox } from '../sandbox.js';
import { books } from './books.js';
import { actOnOffer, actOnOrder, decideAll, refundByHand } from './by-hand.js';
import { applyControl, controlState } from './control-request.js';
import { overviewPage } from './overview-page.js';
import { forgeEvent, releaseHeld, resend } from './webhooks-by-hand.js';

interface Dependencies {
  readonly sandbox: Sandbox;
  readonly requestLog: RequestLog<LoggedRequest>;
  readonly delivery: WebhookDelivery;
  readonly commit: () => Promise<void> | undefined;
  readonly reset: () => Promise<void>;
}

const eventsShown = 1_000;

/** Everything outside `/air`: what a person or a test does to the sandbox itself. Takes no token. */
export class ControlServer {
  constructor(private readonly parts: Dependencies) {}

  async handle(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    query: string,
  ): Promise<void> {
    try {
      if (request.method === 'GET') await this.show(response, path, query);
      else await this.act(request, response, path);
    } catch (error) {
      if (response.headersSent || response.destroyed) return;
      const words = error instanceof InvalidInput ? invalidRequest(400, 'bad_request', error.message) : error;
      if (!(words instanceof DuffelError)) throw error;
      sendJson(response, words.status, words.body('sandbox'));
    }
  }

  private async show(response: ServerResponse, path: string, query: string): Promise<void> {
    const { sandbox, requestLog } = this.parts;
    if (path === '/') return sendHtml(response, overviewPage(sandbox.store));
    const answer = this.page(path, query, { sandbox, requestLog });
    // What the books tell must be on disk, as what the API tells.
    await this.parts.commit();
    sendJson(response, 200, JSON.stringify(answer));
  }

  private page(
    path: string,
    query: string,
    { sandbox, requestLog }: Pick<Dependencies, 'sandbox' | 'requestLog'>,
  ): object {
    switch (path) {
      case '/_sandbox/books':
        return books(sandbox, query);
      case '/_sandbox/requests':
        return { requests: requestLog.list() };
      case '/_sandbox/control':
        return controlState(sandbox);
      case '/_sandbox/names':
        return { names: namedBehaviours, faults: faultNames };
      case '/_sandbox/events':
        return { events: latestEvents(sandbox) };
    }
    throw notFound();
  }

  private async act(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    if (request.method !== 'POST') throw notFound();
    const answer = await this.answerTo(path, await readBody(request));
    await this.parts.commit();
    sendJson(response, 200, JSON.stringify(answer));
  }

  private async answerTo(path: string, text: string): Promise<object> {
    const { sandbox, delivery, reset } = this.parts;
    const [, , kind = '', id = '', action = '', surplus] = path.split('/');
    if (path === '/_sandbox/control') {
      applyControl(sandbox, text);
      return controlState(sandbox);
    }
    const body = JsonBody.parse(text);
    if (path === '/_sandbox/reset') {
      await reset();
      return { reset: true };
    }
    if (path === '/_sandbox/pending/decide') return decideAll(sandbox, body);
    if (path === '/_sandbox/webhooks/release') return releaseHeld(sandbox, delivery, body);
    const done = surplus === undefined && this.actOn(`${kind}/${action}`, { id, action }, body);
    if (done) return done;
    throw notFound();
  }

  private actOn(
    what: string,
    about: { id: string; action: string },
    body: JsonBody,
  ): object | Promise<object> | undefined {
    const { sandbox, delivery } = this.parts;
    switch (what) {
      case 'events/resend':
        return resend(sandbox, delivery, { id: about.id, body });
      case 'events/forge':
        return forgeEvent(sandbox, delivery, { id: about.id, body });
      case 'cancellations/refund':
        return refundByHand(sandbox, about.id, body);
      default:
        if (what.startsWith('orders/')) return actOnOrder(sandbox, about, body);
        return what.startsWith('offers/') ? actOnOffer(sandbox, about, body) : undefined;
    }
  }
}

/** Newest first, with the body as it was signed. */
function latestEvents({ store }: Sandbox): object[] {
  const events: object[] = [];
  for (const { id, type, group, payload } of store.events.newest()) {
    events.push({ id, type, about: group, payload });
    if (events.length >= eventsShown) break;
  }
  return events;
}
