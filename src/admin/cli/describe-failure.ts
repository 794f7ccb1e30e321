import type { AppConfig } from '../../config/app-config.js';
import { ConfigError } from '../../config/load-config.js';
import { databaseFailure, sqlState } from '../../database/sql-error.js';
import { ServerUserError } from '../../database/server-user.js';
import { DomainError } from '../../errors/domain-error.js';
import { StartError } from '../../startup/start-error.js';
import { CliError } from './cli-error.js';

/** SQLSTATE undefined_table. */
const undefinedTable = '42P01';

/** One line that tells the person at the terminal what went wrong and, where that is known, what to do. */
export function describeFailure(error: unknown, config: AppConfig | undefined): string {
  if (error instanceof DomainError)
    return error.kind === 'unavailable' ? away(error, config) : refusal(error);
  const isExplained =
    error instanceof CliError ||
    error instanceof ConfigError ||
    error instanceof StartError ||
    error instanceof ServerUserError;
  if (isExplained) return error.message;
  if (sqlState(error) === undefinedTable) {
    return 'The database has no tables of Holdfast yet: start Holdfast on it once.';
  }
  const failure = databaseFailure(error);
  if (failure !== undefined) return away(failure, config);
  return firstLine(error);
}

/** With the fields at fault, when there is more than one. */
function refusal({ message, details }: DomainError): string {
  const errors: unknown = details?.['errors'];
  if (!Array.isArray(errors) || errors.length < 2) return message;
  return errors.map((fault: { message?: string }) => fault.message).join('; ');
}

function away(error: DomainError, config: AppConfig | undefined): string {
  if (error.code !== 'database_unavailable') return error.message;
  const reason = error.cause instanceof Error ? firstLine(error.cause) : '';
  return `The database${config === undefined ? '' : ` at ${addressOf(config)}`} cannot be reached${reason && `: ${reason}`}`;
}

function addressOf({ databaseUrl, dataDir }: AppConfig): string {
  if (databaseUrl === '') return dataDir;
  const { host, pathname } = new URL(databaseUrl);
  return `${host}${pathname}`;
}

function firstLine(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const text = [error.message, codeOf(error), error.name].find((part) => part.trim() !== '') ?? '';
  return text.trim().split('\n')[0] ?? '';
}

/** Of a connection that was refused on several addresses, Node tells only the code. */
function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
