import { Client } from 'pg';
import type { LoadTask } from './load-process.js';
import { MeasuredWindow, type WindowResult } from './window.js';

export interface StatementScriptOptions {
  readonly databaseUrl: string;
  readonly connections: number;
  readonly seconds: number;
  readonly text: string;
  /** Parameters of call n: `values[n mod …]`. */
  readonly values: readonly (readonly unknown[])[];
}

/** One statement of the product, prepared once a connection, by bare `pg` and nothing else. */
export const statementScript: LoadTask<StatementScriptOptions, WindowResult> = {
  file: 'load/statement-script.ts',
};

export async function run(options: StatementScriptOptions): Promise<WindowResult> {
  const { databaseUrl, connections, seconds, text, values } = options;
  const clients = await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new Client({ connectionString: databaseUrl });
      await client.connect();
      return client;
    }),
  );
  const window = new MeasuredWindow(seconds, 'rows');
  let next = 0;
  const drive = async (client: Client) => {
    while (!window.isOver) {
      const parameters = values[next++ % values.length] ?? [];
      const sinceMs = performance.now();
      const { rows } = await client.query({ name: 'read', text, values: [...parameters] });
      window.count(rows.length > 0 ? 'rows' : 'none', {
        sinceMs,
        describe: () => JSON.stringify(parameters),
      });
    }
  };
  try {
    await Promise.all(clients.map(drive));
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
  return window.result();
}
