import type { Server } from 'node:http';

/** Ends a server at once, with every connection it has. */
export async function endServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  server.closeAllConnections();
  await closed;
}
