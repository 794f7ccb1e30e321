import type { History } from '../history.js';

/** What the guest does on the page of the bank: it belongs to the payment sandbox. Never throws. */
export async function decideAtBank(
  history: History,
  who: { client: number; guest: string },
  page: string,
  approves: boolean,
): Promise<void> {
  const operation = history.invoke(
    { kind: 'decideAtBank', method: 'POST', path: page, body: { approves }, intent: page },
    { ...who, api: 'bank' },
  );
  const nothing = { isReplayed: false, seen: [] };
  try {
    const signal = AbortSignal.timeout(5_000);
    const html = await (await fetch(page, { signal })).text();
    const action = /action="([^"]+)"/.exec(html)?.[1];
    const secret = /name="client_secret" value="([^"]+)"/.exec(html)?.[1];
    if (action === undefined || secret === undefined) {
      history.complete(operation, { outcome: 'failed', status: 200, code: 'decided_before', ...nothing });
      return;
    }
    const answer = await fetch(new URL(action, page), {
      method: 'POST',
      body: new URLSearchParams({ client_secret: secret, outcome: approves ? 'approve' : 'fail' }),
      redirect: 'manual',
      signal,
    });
    await answer.arrayBuffer();
    const outcome = answer.status < 400 ? 'ok' : 'failed';
    history.complete(operation, { outcome, status: answer.status, code: null, ...nothing });
  } catch (error) {
    const code = error instanceof Error ? error.name : 'error';
    history.complete(operation, { outcome: 'unknown', status: null, code, ...nothing });
  }
}
