export type { components, operations, paths, webhooks } from './api.js';
export { createHoldfastClient, type HoldfastClient, type HoldfastClientOptions } from './client.js';
export { HoldfastError, take } from './take.js';
