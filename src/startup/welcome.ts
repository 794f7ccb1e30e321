import type { AppConfig } from '../config/app-config.js';

/** What is shown when everything runs: where it is, and how to begin. */
export function welcome(config: AppConfig): string {
  const base = `http://${config.host === '0.0.0.0' ? 'localhost' : config.host}:${config.port}`;
  if (!config.servesApi)
    return `Holdfast worker is running; it answers ${base}/health/ready and ${base}/metrics.`;
  const lines = [
    ['API', `${base}/v1`],
    ['Docs, try it out', `${base}/docs`],
    ['Health', `${base}/health/ready`],
    ['Queues', config.redisUrl === undefined ? 'in PostgreSQL' : 'in Redis'],
    ['Database', config.databaseUrl.replace(/:[^:@/]+@/, ':***@')],
    [
      'Payments',
      config.stripeApiKey === undefined ? `Stripe sandbox at ${config.paymentProviderUrl}` : 'Stripe',
    ],
    ['Flights of others', flightSupplier(config)],
    ['Access token', 'npm run cli -- token --guest alice   (or --admin)'],
  ];
  return [
    'Holdfast is running. Ctrl-C stops it.',
    ...lines.map(([name, value]) => `  ${`${name}`.padEnd(18)}${value}`),
  ].join('\n');
}

function flightSupplier({ flightSupplierUrl, duffelAccessToken }: AppConfig): string {
  if (flightSupplierUrl === undefined) return 'none';
  return duffelAccessToken === undefined ? `Duffel sandbox at ${flightSupplierUrl}` : 'Duffel';
}
