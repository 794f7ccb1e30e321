import { randomUUID } from 'node:crypto';
import { Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppConfig } from '../../src/config/app-config.js';
import { ConfigModule } from '../../src/config/config.module.js';
import { DatabaseModule } from '../../src/database/database.module.js';
import { HealthModule } from '../../src/health/health.module.js';
import { mintToken } from '../../src/http/auth/mint-token.js';
import type { PrincipalRole } from '../../src/http/auth/principal.js';
import { configureApp } from '../../src/http/configure-app.js';
import { HttpModule } from '../../src/http/http.module.js';
import { LoggingModule } from '../../src/logging/logging.module.js';
import { MetricsModule } from '../../src/metrics/metrics.module.js';

export interface ProbeApp {
  readonly app: NestExpressApplication;
  readonly url: string;
  /** Headers that sign a caller in. */
  signIn(subject: string, role?: PrincipalRole): Promise<{ authorization: string }>;
  close(): Promise<void>;
}

/** The real HTTP side over a port, with controllers of the test instead of features. */
export async function startProbeApp(
  controllers: Type[],
  settings: Partial<AppConfig> = {},
  prepare: (app: NestExpressApplication) => Promise<void> = () => Promise.resolve(),
): Promise<ProbeApp> {
  const config = new AppConfig().with({
    jwtSecret: randomUUID(),
    databasePoolSize: 8,
    logLevel: 'silent',
    ...settings,
  });

  @Module({
    imports: [
      ConfigModule.forRoot(config),
      LoggingModule,
      DatabaseModule,
      MetricsModule,
      HealthModule,
      HttpModule,
    ],
    controllers,
  })
  class ProbeModule {}

  const app = await NestFactory.create<NestExpressApplication>(ProbeModule, {
    bodyParser: false,
    logger: false,
    abortOnError: false,
  });
  configureApp(app);
  await prepare(app);
  await app.listen(0, '127.0.0.1');
  return {
    app,
    url: (await app.getUrl()).replace(/\/$/, ''),
    signIn: async (subject, role = 'guest') => ({
      authorization: `Bearer ${await mintToken(config, { subject, role, ttlSeconds: 600 })}`,
    }),
    close: () => app.close(),
  };
}
