import type { LoggerService } from '@nestjs/common';

/** Nest's own account of a failed start; the command tells it in its own words. */
const toldElsewhere = 'ExceptionHandler';

/** What services log while a command runs: errors only, on stderr, a line each. */
export class ErrorLogger implements LoggerService {
  error(message: unknown, ...rest: unknown[]): void {
    const context = rest.at(-1);
    if (context === toldElsewhere) return;
    const text = message instanceof Error ? message.message : String(message);
    process.stderr.write(`${typeof context === 'string' ? `${context}: ` : ''}${text}\n`);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.error(message, ...rest);
  }

  log(): void {}
  warn(): void {}
}
