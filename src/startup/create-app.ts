import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { NativeLogger } from 'nestjs-pino';
import { AppModule } from '../app.module.js';
import type { AppConfig } from '../config/app-config.js';
import { configureApp } from '../http/configure-app.js';
import { serveApiDocument } from '../http/openapi.js';
import { CatalogueListener } from '../read-cache/catalogue-listener.js';

/** The whole application, ready to listen. */
export async function createApp(config: AppConfig): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.forRoot(config), {
    bodyParser: false,
    bufferLogs: true,
    abortOnError: false,
  });
  app.useLogger(app.get(NativeLogger));
  configureApp(app);
  if (!config.servesApi) app.use(serviceRoutesOnly);
  if (config.servesApi) {
    app.get(CatalogueListener).start();
    await serveApiDocument(app);
  }
  return app;
}

/** A worker answers whoever watches over it, and nobody else. */
function serviceRoutesOnly(request: Request, response: Response, next: NextFunction): void {
  if (/^\/(ping|metrics|health\/(live|ready))$/.test(request.path)) next();
  else response.status(404).end();
}
