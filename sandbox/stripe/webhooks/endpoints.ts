import type { StoredEndpoint } from '../state/objects.js';

/** The endpoint given when the sandbox was started. It is always this one, so that a restart with another URL replaces it. */
export const configuredEndpointId = 'we_configured';

export function wants(endpoint: StoredEndpoint, type: string): boolean {
  return endpoint.enabledEvents.includes('*') || endpoint.enabledEvents.includes(type);
}

/** The endpoint as the API shows it; the secret only when it was just created. */
export function endpointObject(endpoint: StoredEndpoint, withSecret = false): object {
  return {
    id: endpoint.id,
    object: 'webhook_endpoint',
    api_version: null,
    application: null,
    created: endpoint.created,
    description: endpoint.description,
    enabled_events: endpoint.enabledEvents,
    livemode: false,
    metadata: endpoint.metadata,
    ...(withSecret ? { secret: endpoint.secret } : {}),
    status: 'enabled',
    url: endpoint.url,
  };
}
