import type { LoadTask } from './load-process.js';
import { Connection } from './open-loop/connection.js';
import { RequestWriter, type PlannedRequests } from './requests.js';
import { MeasuredWindow, type WindowResult } from './window.js';

export interface ClosedLoopOptions {
  readonly port: number;
  readonly connections: number;
  readonly seconds: number;
  readonly requests: PlannedRequests;
  /** The status every answer should have. */
  readonly expectedStatus: number;
}

/** So many clients, each sending its next request when it has the answer to the one before. */
export const closedLoop: LoadTask<ClosedLoopOptions, WindowResult> = { file: 'load/closed-loop.ts' };

export async function run(options: ClosedLoopOptions): Promise<WindowResult> {
  const { port, connections, seconds, requests, expectedStatus } = options;
  const writer = new RequestWriter(requests, `127.0.0.1:${port}`);
  const open = Array.from({ length: connections }, () => new Connection({ host: '127.0.0.1', port }));
  const window = new MeasuredWindow(seconds, String(expectedStatus));
  let next = 0;
  const drive = (connection: Connection) =>
    new Promise<void>((resolve) => {
      const send = () => {
        if (window.isOver) {
          resolve();
          return;
        }
        const sinceMs = performance.now();
        connection.send(writer.write(next++), ({ status, body }) => {
          window.count(String(status), { sinceMs, describe: () => body.toString().slice(0, 300) });
          send();
        });
      };
      send();
    });
  try {
    await Promise.all(open.map(drive));
  } finally {
    for (const connection of open) connection.close();
  }
  return window.result();
}
