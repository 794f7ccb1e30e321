import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

/** What tells one provider's webhooks from another's. */
export interface PosterStyle {
  /** The header with the signature, in lower case. */
  readonly signatureHeader: string;
  readonly userAgent: string;
}

/** Sends webhooks over kept connections. */
export class WebhookPoster {
  private readonly http: HttpAgent;
  private readonly https: HttpsAgent;

  private readonly timeoutMs: number;

  constructor(
    private readonly style: PosterStyle,
    { connections, timeoutMs }: { connections: number; timeoutMs: number },
  ) {
    this.timeoutMs = timeoutMs;
    this.http = new HttpAgent({ keepAlive: true, maxSockets: connections });
    this.https = new HttpsAgent({ keepAlive: true, maxSockets: connections });
  }

  /** The status the receiver answered in time, or 0. Redirects are not followed. */
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
            ...(signature === null ? {} : { [this.style.signatureHeader]: signature }),
            'user-agent': this.style.userAgent,
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
