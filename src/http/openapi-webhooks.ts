import { getSchemaPath, type OpenAPIObject } from '@nestjs/swagger';
import { namedSchemas, type Operation, type Parameter } from './openapi-types.js';

/** Standard Webhooks: https://www.standardwebhooks.com */
const headers: readonly Parameter[] = [
  {
    name: 'webhook-id',
    in: 'header',
    required: true,
    description: 'The message: the same with every attempt, so that nothing need be acted on twice.',
    schema: { type: 'string', example: '019c2f40-8d10-7a51-8f0e-1b2c3d4e5f60' },
  },
  {
    name: 'webhook-timestamp',
    in: 'header',
    required: true,
    description: 'When this attempt was made, in seconds since 1970.',
    schema: { type: 'string', pattern: String.raw`^\d+$`, example: '1803902400' },
  },
  {
    name: 'webhook-signature',
    in: 'header',
    required: true,
    description: 'Signatures of id, timestamp and body, with a space between them.',
    schema: { type: 'string', example: 'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=' },
  },
];

const message: Operation = {
  operationId: 'receiveEvent',
  tags: ['Webhooks'],
  summary: 'What is posted to the endpoints of subscribers',
  description:
    'A message about something that happened, as `POST /v1/admin/webhook-subscriptions` asks for them. It is repeated ' +
    'until it is answered with 2xx; the order of messages is not that of the events.',
  security: [],
  parameters: [...headers],
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: {
          type: 'object',
          required: ['type', 'timestamp', 'data'],
          properties: {
            type: { type: 'string', description: 'The type of the event.', example: 'reservation.paid' },
            timestamp: {
              type: 'string',
              format: 'date-time',
              description: 'When it happened.',
              example: '2027-03-01T12:00:00.000Z',
            },
            data: { $ref: getSchemaPath('EventDto') },
          },
        },
        example: {
          type: 'reservation.paid',
          timestamp: '2027-03-01T12:00:00.000Z',
          data: {
            id: '019c2f40-7e1a-7d11-9c3e-5f2a6b7c8d90',
            type: 'reservation.paid',
            occurredAt: '2027-03-01T12:00:00.000Z',
            reservationId: '019c2f40-7e1a-8d11-9c3e-5f2a00000001',
            hotelId: 1,
          },
        },
      },
    },
  },
  responses: {
    '2XX': { description: 'The message was taken. Its body is not looked at.' },
    default: { description: 'Anything else: the message comes again later.' },
  },
};

/** Adds what subscribers are sent, which no route of ours has. */
export function addWebhooks(document: OpenAPIObject): void {
  if ('EventDto' in namedSchemas(document)) document.webhooks = { event: { post: message } };
}
