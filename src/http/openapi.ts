import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import describeApi from '../metadata.js';
import { completeOperations } from './openapi-operations.js';
import { ProblemDto } from './problem.dto.js';

/** Groups of operations, in the order a reader meets them. */
const tags: readonly (readonly [name: string, description: string])[] = [
  ['Hotels', 'Hotels, their room types, prices and free nights.'],
  ['Flights', 'Flights, seat maps, prices and what changes about them.'],
  ['Flight offers', 'Flights of others that can be booked here: search, price of the moment, seats.'],
  ['Quotes', 'What something would cost, without taking it.'],
  ['Holds', 'Inventory kept for one guest for a few minutes.'],
  ['Reservations', 'A hold paid for, and its cancellation.'],
  ['Payment methods', 'Cards a guest has saved at the payment provider.'],
  ['Webhooks', 'Calls of the payment provider.'],
  ['Admin', 'Catalogue, inventory and reservations of anyone.'],
  ['Service', 'Whether the service runs.'],
];

const description = `Hold a hotel room or a flight seat for ten minutes, pay, keep it.

Most operations need an access token: paste one into **Authorize** (locally \`npm run cli -- token --guest alice\`
prints one). Errors are \`application/problem+json\` with a stable \`code\`. A request with an \`Idempotency-Key\` can be
repeated safely: it has one effect and one answer for 24 hours. Callers who ask too often get 429 with \`Retry-After\`;
the \`RateLimit\` header of other answers says what is left.`;

/** The OpenAPI 3.1 document of all controllers of the application. */
export async function createApiDocument(app: NestExpressApplication): Promise<OpenAPIObject> {
  await SwaggerModule.loadPluginMetadata(describeApi);
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Holdfast')
    .setDescription(description)
    .setVersion('1')
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer('/', 'This server')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'bearer')
    .addSecurityRequirements('bearer');
  const document = SwaggerModule.createDocument(app, builder.build(), {
    extraModels: [ProblemDto],
    operationIdFactory: (controller, method) => `${method}${controller.replace(/Controller$/, '')}`,
  });
  completeOperations(document);
  const used = new Set(operationTags(document));
  document.tags = tags
    .filter(([name]) => used.has(name))
    .map(([name, text]) => ({ name, description: text }));
  return document;
}

/**
 * Serves the document at `/docs-json` and Swagger UI, ready to try things out, at `/docs`. Call it before the
 * application listens: what comes after the routes is never reached.
 */
export async function serveApiDocument(app: NestExpressApplication): Promise<void> {
  SwaggerModule.setup('docs', app, await createApiDocument(app), {
    jsonDocumentUrl: 'docs-json',
    raw: ['json'],
    customSiteTitle: 'Holdfast API',
    swaggerOptions: { persistAuthorization: true, displayRequestDuration: true, tryItOutEnabled: true },
  });
}

function operationTags(document: OpenAPIObject): string[] {
  return Object.values(document.paths).flatMap((path) =>
    [path.get, path.post, path.put, path.patch, path.delete].flatMap((operation) => operation?.tags ?? []),
  );
}
