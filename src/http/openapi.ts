import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import describeApi from '../metadata.js';
import { addBodyExamples } from './openapi-bodies.js';
import { completeOperations } from './openapi-operations.js';
import { describeParameters } from './openapi-parameters.js';
import { describeSchemas } from './openapi-schemas.js';
import { describeTags } from './openapi-tags.js';
import { addWebhooks } from './openapi-webhooks.js';
import { ProblemDto } from './problem.dto.js';

const description = `Hold a hotel room or a flight seat for ten minutes, pay, keep it.

Most operations need an access token: paste one into **Authorize** (locally \`npm run cli -- token --guest alice\`
prints one of a guest, \`npm run cli -- token --admin\` one of an administrator). Errors are
\`application/problem+json\` with a stable \`code\`. A request with an \`Idempotency-Key\` can be repeated safely: it has
one effect and one answer for 24 hours. Callers who ask too often get 429 with \`Retry-After\`; the \`RateLimit\` header
of other answers says what is left.

Bodies and parameters are printed so that they work as they are against the sample catalogue; only the ids of what you
have made yourself (a hold, a reservation, a saved card) are to be replaced by yours.

A change that needs \`If-Match\` is made of what you have read: the \`etag\` among the headers of that answer, quotation marks
and all, is what goes there, or \`*\` for whatever there is.`;

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
  describeTags(document);
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
      // The page opens with its groups: all operations at once are more than anybody looks through.
      docExpansion: 'none',
      // By address: what there is before what it has, whichever controller a route stands in.
      operationsSorter: 'alpha',
    },
  });
}
