import type { EventStreamQuery } from './event-streams.dto.js';
import type { FollowRequest } from './event-streams.service.js';

/**
 * Where the client says its stream had come to. The header goes first: a browser that connects again sends it along with
 * the address it was first given. An empty one says nothing.
 */
export function positionIn(said: {
  readonly lastEventId: string | undefined;
  readonly query: EventStreamQuery;
}): FollowRequest['position'] {
  if (said.lastEventId !== undefined && said.lastEventId !== '')
    return { field: 'Last-Event-ID', text: said.lastEventId };
  const text = said.query.lastEventId ?? '';
  return text === '' ? undefined : { field: 'lastEventId', text };
}
