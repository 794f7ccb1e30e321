import type { TestApp } from './app.js';

/** The environment in which the administration program is about the same installation as a running application. */
export function cliEnv({ config, url }: TestApp): Record<string, string> {
  return {
    DATABASE_URL: config.databaseUrl,
    DATA_DIR: config.dataDir,
    PORT: new URL(url).port,
    STRIPE_API_BASE: config.stripeApiBase,
    QUEUE_PREFIX: config.queuePrefix,
    ...(config.redisUrl !== undefined && { REDIS_URL: config.redisUrl }),
  };
}
