import { Injectable } from '@nestjs/common';
import {
  collectDefaultMetrics,
  Counter,
  Gauge,
  Histogram,
  Registry,
  type CounterConfiguration,
  type GaugeConfiguration,
  type HistogramConfiguration,
} from 'prom-client';
import { within } from '../deadlines/within.js';

/** A scrape waits no longer for any one figure: the others are wanted above all while the database is slow or away. */
const collectTimeoutMs = 1_000;

interface Series {
  readonly labels: Readonly<Record<string, string>>;
  readonly read: () => number;
}

interface SeriesOptions extends Series {
  /** Of the gauge: the same name, help and names of labels for each of its series. */
  readonly name: string;
  readonly help: string;
}

/**
 * The Prometheus registry of one application. Not prom-client's global one: two applications in one process
 * (tests) would count for each other.
 */
@Injectable()
export class MetricsService {
  readonly registry = new Registry();
  private readonly shared = new Map<string, Series[]>();

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** A number that only grows, e.g. holds by outcome. */
  counter<Label extends string = never>(options: CounterConfiguration<Label>): Counter<Label> {
    return new Counter({ ...options, registers: [this.registry] });
  }

  /**
   * A number read when asked for: `collect` sets it, e.g. the depth of a queue. One that takes longer than a scrape waits
   * is unknown this time.
   */
  gauge<Label extends string = never>(options: GaugeConfiguration<Label>): Gauge<Label> {
    const { collect } = options;
    const inTime = collect && {
      async collect(this: Gauge<Label>) {
        const isDone = Promise.resolve(collect.call(this)).then(() => true);
        if (await within(collectTimeoutMs, isDone, false)) return;
        if (options.labelNames === undefined || options.labelNames.length === 0) this.set(Number.NaN);
        else this.reset();
      },
    };
    return new Gauge({ ...options, ...inTime, registers: [this.registry] });
  }

  /** One series of a gauge that several parts of the application have a share in; `read` is asked at each scrape. */
  series({ name, help, labels, read }: SeriesOptions): void {
    const known = this.shared.get(name);
    if (known !== undefined) {
      known.push({ labels, read });
      return;
    }
    const series: Series[] = [{ labels, read }];
    this.shared.set(name, series);
    this.gauge<string>({
      name,
      help,
      labelNames: Object.keys(labels),
      collect() {
        for (const one of series) this.set(one.labels, one.read());
      },
    });
  }

  /** A distribution, e.g. of seconds or batch sizes. */
  histogram<Label extends string = never>(options: HistogramConfiguration<Label>): Histogram<Label> {
    return new Histogram({ ...options, registers: [this.registry] });
  }
}
