/** Holdfast cannot start for a reason the person who started it can change; the message says what to do. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
