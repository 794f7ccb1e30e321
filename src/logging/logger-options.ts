import { pino, type LoggerOptions } from 'pino';
import type { LogLevel } from '../config/app-config.js';
import { currentLogFields } from './log-context.js';
import { cutSecrets, redactSecrets } from './redact.js';

/** Nest's account of its own start, a line for every module and route: of use only when looking for a fault. */
const startupContexts: ReadonlySet<unknown> = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
]);
const infoLevel = 30;

/** How log lines look: level by name, time as RFC 3339, the fields of the request, secrets cut out. */
export function loggerOptions(level: LogLevel): LoggerOptions {
  return {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin: currentLogFields,
    formatters: {
      level: (label) => ({ level: label }),
      log: (fields) => redactSecrets(fields),
    },
    serializers: { err: serializeError },
    hooks: {
      logMethod(args, method, severity) {
        if (severity === infoLevel && isStartupChatter(args[0]) && !this.isLevelEnabled('debug')) return;
        method.apply(this, args);
      },
      streamWrite: cutSecrets,
    },
  };
}

/** A provider's error may carry the request it answered, headers and all. */
function serializeError(error: unknown): unknown {
  const serialized: unknown = error instanceof Error ? pino.stdSerializers.err(error) : error;
  if (typeof serialized !== 'object' || serialized === null) return serialized;
  return redactSecrets(Object.fromEntries(Object.entries(serialized)));
}

function isStartupChatter(fields: unknown): boolean {
  return (
    typeof fields === 'object' &&
    fields !== null &&
    'context' in fields &&
    startupContexts.has(fields.context)
  );
}
