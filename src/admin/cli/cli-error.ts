/** A command cannot do what it was asked to; the message is all the person at the terminal needs. */
export class CliError extends Error {
  override readonly name = 'CliError';
}

/** An option or argument that cannot be what it should; commander adds which one it was. */
export class InvalidValue extends Error {
  override readonly name = 'InvalidValue';
  /** How commander knows that a parser refused the value. */
  readonly code = 'commander.invalidArgument';
  readonly exitCode = 1;
}
