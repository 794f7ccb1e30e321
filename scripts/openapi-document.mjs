// The OpenAPI document, made from the sources without a database or any other server: in Nest's preview mode the
// modules are read and nothing is made of them.
import 'reflect-metadata';
import { register } from 'node:module';
import { NestFactory } from '@nestjs/core';

register('../test/support/typescript-hooks.mjs', import.meta.url);

/** The dates of the examples follow the calendar; those of the document that is kept are the ones of this day. */
const documentDay = Date.UTC(2027, 0, 1);

/** @returns {Promise<object>} what a server has at `/docs-json` on the day of the document */
export async function makeDocument() {
  stopTheClock();
  const { AppModule } = await import('../src/app.module.ts');
  const { AppConfig } = await import('../src/config/app-config.ts');
  const { createApiDocument } = await import('../src/http/openapi.ts');
  const app = await NestFactory.create(AppModule.forRoot(new AppConfig()), {
    preview: true,
    logger: ['error'],
    abortOnError: false,
  });
  try {
    return await createApiDocument(app);
  } finally {
    await app.close();
  }
}

/** For good: this process makes a document and ends. */
function stopTheClock() {
  const Clock = Date;
  globalThis.Date = class extends Clock {
    constructor(...given) {
      super(...(given.length === 0 ? [documentDay] : given));
    }

    static now() {
      return documentDay;
    }
  };
}
