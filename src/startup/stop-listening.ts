import type { Server } from 'node:http';

/**
 * Takes no new connection and lets those finish that carry a request. After `timeoutMs` the rest is cut off.
 */
export async function stopListening(server: Server, timeoutMs: number): Promise<void> {
  // A connection kept alive between two requests would hold the server open until its client goes away.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const deadline = setTimeout(() => server.closeAllConnections(), timeoutMs);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearInterval(sweep);
  clearTimeout(deadline);
}
