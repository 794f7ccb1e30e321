import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import describeApi from '../metadata.js';
import { addBodyExamples } from './openapi-bodies.js';
import { completeOperations } from './openapi-operations.js';
import { describeParameters } from './openapi-parameters.js';
import { describeSchemas } from './openapi-schemas.js';
import { listOperations } from './openapi-types.js';
import { addWebhooks } from './openapi-webhooks.js';
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
  ['Webhooks', 'Calls of the providers, and of us to whoever has subscribed.'],
  ['Admin', 'Catalogue, inventory and reservations of anyone.'],
  ['Service', 'Whether the service runs.'],
];

const description = `Hold a hotel room or a flight seat for ten minutes, pay, keep it.

Most operations need an access token: paste one into **Authorize** (locally \`npm run cli -- token --guest alice\`
prints one). Errors are \`application/problem+json\` with a stable \`code\`. A request with an \`Idempotency-Key\` can be
repeated safely: it has one effect and one answer for 24 hours. Callers who ask too often get 429 with \`Retry-After\`;
the \`RateLimit\` header of other answers says what is left.

Bodies and parameters are printed so that they work as they are against the sample catalogue; only the ids of what you
have made yourself (a hold, a reservation, a saved card) are to be replaced by yours.`;

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
    autoTagControllers: false,
    operationIdFactory: (controller, method) => `${method}${controller.replace(/Controller$/, '')}`,
  });
  addWebhooks(document);
  addBodyExamples(document);
  completeOperations(document);
  describeParameters(document);
  describeSchemas(document, (await describeApi()).classComments ?? {});
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
    swaggerOptions: {
      persistAuthorization: true,
      displayRequestDuration: true,
      tryItOutEnabled: true,
      // Tags are opened one by one: with more than some 130 operations open at once Swagger UI shows three and stops.
      docExpansion: 'none',
    },
  });
}

function operationTags(document: OpenAPIObject): string[] {
  return listOperations(document).flatMap(({ operation }) => operation.tags ?? []);
}
