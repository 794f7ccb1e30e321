import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { generateWebhookSecret, signedHeaders } from './signature.js';

const body = '{"type":"reservation.paid","data":{"guest":"Zoë"}}';

test('a message is signed by every secret that is valid', () => {
  const secrets = [generateWebhookSecret(), generateWebhookSecret()];
  const headers = signedHeaders({ id: 'message-1', attemptedAt: new Date(), body, secrets });
  for (const secret of secrets) {
    expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
  }
  expect(() => new Webhook(generateWebhookSecret()).verify(body, headers)).toThrow('No matching signature');
});

test('the signature is the one of the specification: HMAC-SHA256 over id, timestamp and body', () => {
  const secret = generateWebhookSecret();
  const attemptedAt = new Date('2027-03-01T12:00:00.999Z');
  const headers = signedHeaders({ id: 'message-1', attemptedAt, body, secrets: [secret] });
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const expected = createHmac('sha256', key).update(`message-1.1803902400.${body}`).digest('base64');
  expect(headers).toEqual({
    'webhook-id': 'message-1',
    'webhook-timestamp': '1803902400',
    'webhook-signature': `v1,${expected}`,
  });
});

test('a secret has 256 random bits and is never the same', () => {
  const secret = generateWebhookSecret();
  expect(Buffer.from(secret.slice('whsec_'.length), 'base64')).toHaveLength(32);
  expect(generateWebhookSecret()).not.toBe(secret);
});
