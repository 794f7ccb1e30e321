import { connect, type Socket } from 'node:net';

export interface Answer {
  /** The HTTP status; 0 when the connection broke before an answer was there. */
  readonly status: number;
  readonly body: Buffer;
}

const headEnd = Buffer.from('\r\n\r\n');
const broken: Answer = { status: 0, body: Buffer.alloc(0) };

/**
 * A keep-alive HTTP/1.1 connection that carries one request at a time and knows just enough of HTTP for our own
 * server: what the load generator spends is taken from the server it measures, since they share the cores.
 */
export class Connection {
  private socket: Socket | undefined;
  private received: Buffer[] = [];
  private onAnswer: ((answer: Answer) => void) | undefined;

  constructor(private readonly address: { readonly host: string; readonly port: number }) {}

  /** @param request the bytes of a whole request; `onAnswer` is called once, also when the connection breaks */
  send(request: string | Buffer, onAnswer: (answer: Answer) => void): void {
    this.onAnswer = onAnswer;
    this.received = [];
    this.socket ??= this.open();
    this.socket.write(request);
  }

  ask(request: string | Buffer): Promise<Answer> {
    return new Promise((resolve) => this.send(request, resolve));
  }

  close(): void {
    this.socket?.destroy();
    this.socket = undefined;
  }

  private open(): Socket {
    const socket = connect({ ...this.address, noDelay: true });
    socket.on('data', (chunk: Buffer) => this.receive(chunk));
    socket.on('error', () => {});
    socket.on('close', () => {
      if (this.socket === socket) this.socket = undefined;
      this.finish(broken);
    });
    return socket;
  }

  private receive(chunk: Buffer): void {
    this.received.push(chunk);
    const answer = parseAnswer(this.received.length === 1 ? chunk : Buffer.concat(this.received));
    if (answer !== undefined) this.finish(answer);
  }

  private finish(answer: Answer): void {
    const tell = this.onAnswer;
    this.onAnswer = undefined;
    tell?.(answer);
  }
}

/** The answer these bytes are, or undefined while some are missing. */
export function parseAnswer(bytes: Buffer): Answer | undefined {
  const end = bytes.indexOf(headEnd);
  if (end < 0) return undefined;
  const head = bytes.toString('latin1', 0, end);
  const status = Number(head.slice(9, 12));
  const rest = bytes.subarray(end + headEnd.length);
  if (status === 204 || status === 304) return { status, body: rest };
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) {
    return rest.length < Number(length) ? undefined : { status, body: rest.subarray(0, Number(length)) };
  }
  const body = parseChunks(rest);
  return body === undefined ? undefined : { status, body };
}

function parseChunks(bytes: Buffer): Buffer | undefined {
  const parts: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    const next = lineEnd + 2 + size + 2;
    if (Number.isNaN(size)) throw new Error('an answer that is neither of known length nor in chunks');
    if (bytes.length < next) return undefined;
    if (size === 0) return Buffer.concat(parts);
    parts.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = next;
  }
}
