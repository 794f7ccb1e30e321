import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../src/database/free-port.js';
import { deliveryLifetimeSeconds, retryPausesSeconds } from '../../src/webhooks/retry.rules.js';
import { generateWebhookSecret, signedHeaders } from '../../src/webhooks/signature.js';
import { eventually } from '../support/eventually.js';

const root = path.resolve(__dirname, '../..');
const page = readFileSync(path.join(root, 'docs/webhooks.md'), 'utf8');

describe('docs/webhooks.md', () => {
  test('has a receiver that takes a signed message once, and no forged one', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'holdfast-receiver-'));
    writeFileSync(path.join(folder, 'receiver.mjs'), /```js\n([\s\S]*?)```/.exec(page)?.[1] ?? '');
    symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
    const secret = generateWebhookSecret();
    const port = await freePort();
    const receiver = spawn(process.execPath, ['receiver.mjs'], {
      cwd: folder,
      env: { PATH: process.env['PATH'] ?? '', WEBHOOK_SECRET: secret, PORT: String(port) },
    });
    const ended = new Promise((resolve) => receiver.once('close', resolve));
    let printed = '';
    receiver.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
    receiver.stderr.setEncoding('utf8').on('data', (text: string) => (printed += text));
    const body = JSON.stringify({ type: 'hold.expired', timestamp: 'x', data: { holdId: 'h1' } });
    const post = async (secrets: readonly string[]): Promise<number> => {
      const headers = signedHeaders({ id: 'message-1', attemptedAt: new Date(), body, secrets });
      return (await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers, body })).status;
    };
    try {
      await eventually(async () => expect(await post([generateWebhookSecret()])).toBe(401), 20_000);
      expect([await post([secret]), await post([secret, generateWebhookSecret()])]).toEqual([204, 204]);
      await eventually(() => expect(printed).toBe('hold.expired h1\n'));
    } finally {
      receiver.kill();
      await ended;
      rmSync(folder, { recursive: true });
    }
  });

  test('tells the pauses between attempts as they are', () => {
    const units: Record<string, number> = { s: 1, min: 60, h: 3_600 };
    const seconds = (text: string): number =>
      [...text.matchAll(/(\d+) (s|min|h)\b/g)].reduce(
        (sum, [, n, unit = '']) => sum + Number(n) * (units[unit] ?? 0),
        0,
      );
    const rows = [...page.matchAll(/^\| \d+ +\| ([^|]+)\| ([^|]+)\|$/gm)];
    expect(rows.map(([, pause = '']) => seconds(pause))).toEqual([0, ...retryPausesSeconds]);
    expect(seconds(rows.at(-1)?.[2] ?? '')).toBe(deliveryLifetimeSeconds);
  });
});
