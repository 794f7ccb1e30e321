import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

/** Sends webhooks over kept connections. */
export class WebhookPoster {
  private readonly http: HttpAgent;
  private readonly https: HttpsAgent;

  constructor(
    connections: number,
    private readonly timeoutMs: number,
  ) {
    this.http = new HttpAgent({ keepAlive: true, maxSockets: connections });
    this.https = new HttpsAgent({ keepAlive: true, maxSockets: connections });
  }

  /** The status the receiver answered in time, or 0. Redirects are not followed, as at Stripe. */
  post(url: string, body: string, signature: string | null): Promise<number> {
    const secure = url.startsWith('https:');
    const send = secure ? httpsRequest : httpRequest;
    return new Promise((resolve) => {
      const request = send(
        url,
        {
          method: 'POST',
          agent: secure ? this.https : this.http,
          timeout: this.timeoutMs,
          headers: {
            'content-type': 'application/json; charset=utf-8',
            'content-length': Buffer.byteLength(body),
            ...(signature === null ? {} : { 'stripe-signature': signature }),
            'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
          },
        },
        (response) => {
          const { statusCode = 0 } = response;
          response.resume();
          response.on('close', () => {
            resolve(response.complete ? statusCode : 0);
          });
        },
      );
      request.on('timeout', () => request.destroy(new Error('The receiver did not answer in time.')));
      request.on('error', () => {
        resolve(0);
      });
      request.end(body);
    });
  }

  close(): void {
    this.http.destroy();
    this.https.destroy();
  }
}
