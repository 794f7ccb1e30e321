import { applyDecorators } from '@nestjs/common';
import {
  ApiExtraModels,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  getSchemaPath,
} from '@nestjs/swagger';
import { EventDto } from './event.dto.js';

const example = `retry: 2000

id: 019c2f40-7e1a-7d11-9c3e-5f2a6b7c8d90.1
event: hold.created
data: {"id":"019c2f40-7e1a-7d11-9c3e-5f2a6b7c8d90","type":"hold.created","occurredAt":"2027-03-01T12:00:00.000Z","holdId":"019c2f40-7e1a-8d11-9c3e-5f2a00000001","hotelId":1}

: still here

`;

/** Documents a route that answers with a stream of events. */
export function ApiEventStream(): MethodDecorator {
  return applyDecorators(
    ApiExtraModels(EventDto),
    ApiHeader({
      name: 'Last-Event-ID',
      required: false,
      description: 'The `id` of the last event that was received: the stream goes on behind it.',
      schema: { type: 'string', maxLength: 64 },
    }),
    ApiOkResponse({
      description:
        'Server-sent events: everything so far, then what happens, as it happens. Each has an `id` to go on from, the ' +
        `type of the event as \`event\`, and as \`data\` a JSON document: ${refText()}. Lines that begin with a colon ` +
        'only keep the connection open. The stream ends when nothing more can happen, when the access token expires, ' +
        'or when the server stops: connect again with the last `id`.',
      content: {
        'text/event-stream': {
          schema: { type: 'string' },
          example,
        },
      },
    }),
    ApiNoContentResponse({
      description: 'Nothing is left to tell, and nothing more will happen. Do not connect again.',
    }),
  );
}

function refText(): string {
  return `\`${getSchemaPath(EventDto)}\``;
}
