import { parentPort, workerData } from 'node:worker_threads';
import type { StripeSandboxOptions } from './options.js';
import { startStripeSandbox } from './server.js';

const sandbox = await startStripeSandbox(workerData as StripeSandboxOptions);
parentPort?.once('message', () => {
  void sandbox.close().then(() => parentPort?.close());
});
const { url, port, webhookSecret } = sandbox;
parentPort?.postMessage({ url, port, webhookSecret });
