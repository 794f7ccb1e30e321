import type { Holdfast } from './holdfast.js';

/**
 * Ctrl-C and SIGTERM stop everything in order; a second one, or a stop that takes too long, ends the process at once.
 * However the process ends, an embedded database is told to shut down.
 */
export function stopOnSignal(holdfast: Holdfast): void {
  process.once('exit', () => holdfast.abandon());
  let stopping = false;
  const onSignal = (signal: NodeJS.Signals) => {
    if (stopping) {
      console.error('Stopped at once.');
      process.exit(1);
    }
    stopping = true;
    console.log(`${signal}: finishing what was begun. Once more to stop at once.`);
    const limit = setTimeout(() => {
      console.error('The stop took too long.');
      process.exit(1);
    }, holdfast.config.shutdownTimeoutMs);
    limit.unref();
    void holdfast.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error('The stop failed:', error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal).on('SIGHUP', onSignal);
}
