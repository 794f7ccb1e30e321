import { Connection, type Answer } from './connection.js';

interface Waiting {
  readonly request: string | Buffer;
  readonly onAnswer: (answer: Answer) => void;
}

/** Connections that are opened as they are needed, up to a number; what finds none free waits in line. */
export class ConnectionPool {
  private readonly idle: Connection[] = [];
  private readonly all: Connection[] = [];
  private readonly waiting: Waiting[] = [];

  constructor(
    private readonly address: { readonly host: string; readonly port: number },
    private readonly limit: number,
  ) {}

  send(request: string | Buffer, onAnswer: (answer: Answer) => void): void {
    const connection = this.idle.pop() ?? this.open();
    if (connection === undefined) this.waiting.push({ request, onAnswer });
    else this.run(connection, { request, onAnswer });
  }

  close(): void {
    for (const connection of this.all) connection.close();
  }

  private open(): Connection | undefined {
    if (this.all.length >= this.limit) return undefined;
    const connection = new Connection(this.address);
    this.all.push(connection);
    return connection;
  }

  private run(connection: Connection, { request, onAnswer }: Waiting): void {
    connection.send(request, (answer) => {
      const next = this.waiting.shift();
      if (next === undefined) this.idle.push(connection);
      else this.run(connection, next);
      onAnswer(answer);
    });
  }
}
