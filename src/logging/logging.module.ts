import { Module } from '@nestjs/common';
import { LoggerModule, type Params } from 'nestjs-pino';
import type { DestinationStream } from 'pino';
import { AppConfig, type LogLevel } from '../config/app-config.js';
import { loggerOptions } from './logger-options.js';
import { logOutput } from './standard-output.js';

/**
 * Structured logs by pino. Everything logs through Nest's `Logger`: `logger.warn('text', { holdId })` puts the
 * fields at the root of the line. Request lines are our own (request-observer.ts), and the request id comes by
 * `log-context.ts`, which is cheaper than the child logger per request that the library's middleware makes.
 */
@Module({
  imports: [
    LoggerModule.forRootAsync({
      inject: [AppConfig],
      useFactory: (config: AppConfig) => loggingParams(config.logLevel),
    }),
  ],
})
export class LoggingModule {}

/** What the library needs to log our way; the application must use its `NativeLogger`. */
export function loggingParams(level: LogLevel, destination: DestinationStream = logOutput()): Params {
  return {
    pinoHttp: [loggerOptions(level), destination],
    forRoutes: [],
    nativeLogger: { structuredParams: true, flattenParams: true },
  };
}
