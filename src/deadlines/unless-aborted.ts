/**
 * What `work` comes to; rejects with the signal's reason when that is aborted first. The work goes on all the same; should it
 * fail then, nobody hears of it here. Nothing stays behind at the signal, which may live as long as the process:
 * `Promise.race` leaves a reaction at a promise that does, with what the race came to, and `AbortSignal.any` of Node 20 an entry.
 */
export async function unlessAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
