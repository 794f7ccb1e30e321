import { parentPort, workerData } from 'node:worker_threads';
import type { DuffelSandboxOptions } from './options.js';
import { startDuffelSandbox } from './server.js';

const sandbox = await startDuffelSandbox(workerData as DuffelSandboxOptions);
parentPort?.once('message', () => {
  void sandbox.close().then(() => parentPort?.close());
});
const { url, port, webhookSecret } = sandbox;
parentPort?.postMessage({ url, port, webhookSecret });
