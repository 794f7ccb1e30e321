import { pino, type LoggerOptions } from 'pino';
import type { LogLevel } from '../config/app-config.js';
import { currentLogFields } from './log-context.js';

/** What must not reach a log even by mistake: whoever reads it could act or pay as the guest. */
const secretNames = [
  'authorization',
  'Authorization',
  'cookie',
  'token',
  'accessToken',
  'clientSecret',
  'client_secret',
  'paymentMethodId',
  'payment_method',
];
const secretHeaders = ['stripe-signature', 'duffel-signature', 'idempotency-key'];

/** How log lines look: level by name, time as RFC 3339, the fields of the request, secrets cut out. */
export function loggerOptions(level: LogLevel): LoggerOptions {
  return {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    mixin: currentLogFields,
    redact: {
      paths: [
        ...secretNames,
        ...secretNames.map((name) => `*.${name}`),
        ...secretNames.map((name) => `*.headers.${name}`),
        ...secretHeaders.flatMap((name) => [`headers["${name}"]`, `*.headers["${name}"]`]),
      ],
      censor: '[redacted]',
    },
  };
}
