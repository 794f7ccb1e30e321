/** One kind of request that arrives at a steady rate, whatever the server does. */
export interface StreamPlan {
  readonly name: string;
  readonly perSecond: number;
  /** Whole requests, as bytes; sent one after another, from the first again after the last. */
  readonly requests: readonly string[];
  /** The statuses of an answer that counts. */
  readonly expected: readonly number[];
}

export interface OpenLoopPlan {
  readonly host: string;
  readonly port: number;
  /** Load before anything is counted. */
  readonly warmupSeconds: number;
  /** Whether the rate rises evenly from nothing while nothing is counted. */
  readonly isRising?: boolean;
  readonly seconds: number;
  /** Parts the measured time is divided into; each has figures of its own. */
  readonly windows: number;
  /** At most so many connections; a request that finds none free waits, and its wait counts. */
  readonly connections: number;
  readonly streams: readonly StreamPlan[];
}

/** Milliseconds from when a request was due to when its answer was there. */
export interface Latency {
  readonly count: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
}

export interface StreamResult {
  readonly name: string;
  readonly perSecond: number;
  readonly sent: number;
  /** Answers with a status that was expected. */
  readonly ok: number;
  /** Answers by status; 0: the connection broke; -1: no answer in time. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly latency: Latency;
  /** One for each part of the measured time. */
  readonly windows: readonly Latency[];
}

export interface OpenLoopResult {
  readonly streams: readonly StreamResult[];
  /** How late the generator itself sent: what it adds to every latency, since that begins when a request was due. */
  readonly sendingLateness: Latency;
  readonly seconds: number;
}
