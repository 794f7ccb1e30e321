import type { AppConfig } from './app-config.js';

/** Defaults that come with docker-compose.yml, so anybody can sign with them. */
const shippedSecrets: ReadonlySet<string> = new Set([
  'local-default-secret-change-me-please',
  'whsec_local_default_change_me',
  'flights_local_default_change_me',
]);
const shippedDatabasePassword = 'holdfast';

/**
 * What is allowed, since it is right on a machine of one's own, and dangerous anywhere else: a sentence for each,
 * shown at every start. What is never right is refused instead (load-config.ts).
 */
export function listRisks(config: AppConfig): string[] {
  const risks: string[] = [];
  if (config.jwksUrl !== undefined && travelsInTheClear(config.jwksUrl)) {
    risks.push('JWKS_URL is http://: whoever can change the answer on its way can sign access tokens.');
  }
  if (config.jwksUrl !== undefined && config.jwtAudience === '*') {
    risks.push('JWT_AUDIENCE is *: tokens the identity provider gave out for other applications are taken.');
  }
  if (isLoopback(config.host)) return risks;

  if (config.servesApi && config.stripeApiKey === undefined) {
    risks.push(
      `Others can reach ${config.host}, and payments go to the sandbox: whoever books pays nothing.`,
    );
  }
  if (isShippedSecret(config.jwtSecret)) {
    risks.push('JWT_SECRET is the one of docker-compose.yml: anybody can sign in as an administrator.');
  }
  if (config.stripeWebhookSecrets.some(isShippedSecret)) {
    risks.push(
      'STRIPE_WEBHOOK_SECRETS is the one of docker-compose.yml: anybody can tell that a payment came.',
    );
  }
  if (config.duffelWebhookSecrets.some(isShippedSecret)) {
    risks.push(
      'DUFFEL_WEBHOOK_SECRETS is the one of docker-compose.yml: anybody can tell of changes to flights.',
    );
  }
  if (passwordOf(config.databaseUrl) === shippedDatabasePassword) {
    risks.push('DATABASE_URL has the password of docker-compose.yml.');
  }
  return risks;
}

/** Whether a secret is one that everybody can read in docker-compose.yml. */
export function isShippedSecret(secret: string | undefined): boolean {
  return secret !== undefined && shippedSecrets.has(secret);
}

/** Whether what is sent to an address can be read and changed on its way. */
export function travelsInTheClear(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'http:' && !isLoopback(hostname);
}

function isLoopback(host: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|::1|\[::1\])$/.test(host);
}

function passwordOf(databaseUrl: string): string {
  return URL.canParse(databaseUrl) ? new URL(databaseUrl).password : '';
}
