import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { freePort } from '../../src/database/free-port.js';

/**
 * Stands between a server and its database and counts what crosses: PostgreSQL ends its answer to each round trip
 * with one ReadyForQuery, whatever was asked in it. So `BEGIN`, `COMMIT`, pings and what a queue asks count as well.
 */
export class RoundTripCounter {
  private readonly sockets = new Set<Socket>();
  roundTrips = 0;

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async listen(databasePort: number): Promise<RoundTripCounter> {
    const port = await freePort();
    const server = createServer();
    const counter = new RoundTripCounter(server, port);
    server.on('connection', (near) => counter.connect(near, databasePort));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    return counter;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private connect(near: Socket, databasePort: number): void {
    const far = createConnection({ port: databasePort, host: '127.0.0.1', noDelay: true });
    near.setNoDelay(true);
    const answers = new AnswerReader(() => {
      this.roundTrips += 1;
    });
    far.on('data', (chunk: Buffer) => answers.read(chunk));
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(from);
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.sockets.delete(from);
        to.destroy();
      });
    }
  }
}

const headLength = 5;
const readyForQuery = 'Z'.charCodeAt(0);

/** Walks over the messages of the server: a type of one byte, then a length that counts itself and what follows. */
export class AnswerReader {
  private head = Buffer.alloc(0);
  /** Bytes of the present message that are still to come. */
  private left = 0;

  constructor(private readonly onReady: () => void) {}

  read(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      const skipped = Math.min(this.left, chunk.length - at);
      this.left -= skipped;
      at += skipped;
      if (this.left > 0 || at >= chunk.length) return;
      const missing = headLength - this.head.length;
      this.head = Buffer.concat([this.head, chunk.subarray(at, at + missing)]);
      at += missing;
      if (this.head.length < headLength) return;
      if (this.head[0] === readyForQuery) this.onReady();
      this.left = this.head.readUInt32BE(1) - 4;
      this.head = Buffer.alloc(0);
    }
  }
}
