import { Module } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { AppConfig } from '../config/app-config.js';
import { loggerOptions } from './logger-options.js';

/**
 * Structured logs by pino. Everything logs through Nest's `Logger`: `logger.warn('text', { holdId })` puts the
 * fields at the root of the line. Request lines are our own (request-observer.ts), and the request id comes by
 * `log-context.ts`, which is cheaper than the child logger per request that the library's middleware makes.
 */
@Module({
  imports: [
    LoggerModule.forRootAsync({
      inject: [AppConfig],
      useFactory: (config: AppConfig) => ({
        pinoHttp: loggerOptions(config.logLevel),
        forRoutes: [],
        nativeLogger: { structuredParams: true, flattenParams: true },
      }),
    }),
  ],
})
export class LoggingModule {}
