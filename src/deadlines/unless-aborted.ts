/**
 * What `work` comes to; undefined when the signal is aborted first. Nothing stays behind at the signal, which may live as long
 * as the process: each `Promise.race` with a promise that does leaves a reaction there, and with it what the race came to.
 */
export function unlessAborted<Result>(
  work: Promise<Result>,
  signal: AbortSignal,
): Promise<Result | undefined> {
  return new Promise((resolve, reject) => {
    const stop = () => resolve(undefined);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
