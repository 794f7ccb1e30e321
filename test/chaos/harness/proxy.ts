import { createServer, createConnection, type Server, type Socket } from 'node:net';
import { lastingPort } from '../../support/lasting-port.js';

interface Pair {
  readonly near: Socket;
  readonly far: Socket;
}

/** A TCP proxy that can behave like a bad network: cut, slow, or silent in the middle of a conversation. */
export class TcpProxy {
  private readonly pairs = new Set<Pair>();
  private delayMs = 0;
  private isSilent = false;
  /** Connections cut since the start. */
  cuts = 0;

  private constructor(
    private readonly server: Server,
    readonly port: number,
    private readonly target: () => number,
  ) {}

  /** @param target the port to lead to, asked anew for each connection */
  static async listen(target: () => number): Promise<TcpProxy> {
    const port = await lastingPort();
    const server = createServer({ allowHalfOpen: true });
    const proxy = new TcpProxy(server, port, target);
    server.on('connection', (near) => proxy.connect(near));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    return proxy;
  }

  /** Resets every connection, as a network does that forgot them. */
  cutAll(): void {
    for (const { near, far } of this.pairs) {
      near.resetAndDestroy();
      far.resetAndDestroy();
      this.cuts += 1;
    }
    this.pairs.clear();
  }

  /** What is sent arrives this much later, in both directions; 0 heals. */
  setDelay(milliseconds: number): void {
    this.delayMs = milliseconds;
  }

  /** Nothing arrives any more and no connection is closed: the half-open case. New connections hang as well. */
  goSilent(): void {
    this.isSilent = true;
    for (const { near, far } of this.pairs) {
      near.pause();
      far.pause();
    }
  }

  /** What was said meanwhile arrives now. */
  speakAgain(): void {
    this.isSilent = false;
    for (const { near, far } of this.pairs) {
      near.resume();
      far.resume();
    }
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.cutAll();
    await closed;
  }

  private connect(near: Socket): void {
    const far = createConnection({ port: this.target(), host: '127.0.0.1', allowHalfOpen: true });
    const pair = { near, far };
    this.pairs.add(pair);
    this.pass(pair, near, far);
    this.pass(pair, far, near);
    if (this.isSilent) {
      near.pause();
      far.pause();
    }
  }

  private pass(pair: Pair, from: Socket, to: Socket): void {
    from.setNoDelay(true);
    const end = () => {
      this.pairs.delete(pair);
      pair.near.destroy();
      pair.far.destroy();
    };
    const line = new DelayLine();
    from.on('data', (chunk) => line.pass(this.delayMs, () => to.destroyed || to.write(chunk)));
    from.on('end', () => line.pass(this.delayMs, () => to.destroyed || to.end()));
    from.on('error', end);
    from.on('close', end);
  }
}

/** One direction of a connection: whatever the delay is changed to, nothing overtakes what was sent before. */
class DelayLine {
  private readonly waiting: { readonly dueAt: number; readonly action: () => unknown }[] = [];
  private timer: NodeJS.Timeout | undefined;

  pass(delayMs: number, action: () => unknown): void {
    if (delayMs === 0 && this.waiting.length === 0) {
      action();
      return;
    }
    const dueAt = Math.max(performance.now() + delayMs, this.waiting.at(-1)?.dueAt ?? 0);
    this.waiting.push({ dueAt, action });
    this.timer ??= setTimeout(() => this.flush(), delayMs);
  }

  private flush(): void {
    this.timer = undefined;
    const now = performance.now();
    while (this.waiting[0] !== undefined && this.waiting[0].dueAt <= now) this.waiting.shift()?.action();
    const next = this.waiting[0];
    if (next !== undefined) this.timer = setTimeout(() => this.flush(), Math.max(1, next.dueAt - now));
  }
}
