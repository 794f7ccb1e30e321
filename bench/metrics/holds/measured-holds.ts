import { closedLoop } from '../../load/closed-loop.js';
import { holdScript } from '../../load/hold-script.js';
import type { LoadProcess, LoadTask } from '../../load/load-process.js';
import { holdBody, type PlannedStays } from '../../load/stays.js';
import type { WindowResult } from '../../load/window.js';
import type { Check } from '../../metric.js';
import type { Bench } from '../../world/bench.js';
import { observeCpu, perRequest, type CpuUse } from '../../world/cpu-use.js';
import { takeSettings, type BenchServer } from '../../world/server.js';

/** Guests who take turns, over HTTP and in the scripts: each has a handful of holds at the end of a round. */
export const guestCount = 5_000;

/** Holds taken in one measurement, and whether all that was acknowledged is there and right. */
export interface MeasuredHolds {
  readonly perSecond: number;
  readonly checks: readonly Check[];
  readonly window: WindowResult;
  /** Of each hold, in microseconds, by whom. */
  readonly cpu: CpuUse;
}

/** Over HTTP, by as many clients as `bench.connections`. */
export async function takeOverHttp(
  bench: Bench,
  load: LoadProcess,
  { server, stays, tokens }: { server: BenchServer; stays: PlannedStays; tokens: readonly string[] },
): Promise<MeasuredHolds> {
  const { connections, seconds } = bench;
  const processes = { server: server.pid, database: bench.databasePid, clients: load.pid };
  return measureHolds(bench, { granted: '201', processes }, () =>
    load.call(closedLoop, {
      port: server.port,
      connections,
      seconds,
      expectedStatus: 201,
      requests: {
        method: 'POST',
        paths: ['/v1/holds'],
        tokens,
        bodies: stays.stays.map(holdBody),
        perBody: stays.perStay,
      },
    }),
  );
}

/** By the bare script, with the function of the product or a copy of it. */
export async function takeByScript(
  bench: Bench,
  load: LoadProcess,
  script: { stays: PlannedStays; connections: number; functionName?: string },
): Promise<MeasuredHolds> {
  return measureHolds(bench, { granted: 'held', processes: scriptProcesses(bench, load) }, () =>
    load.call(holdScript, {
      functionName: 'holds_take',
      ...script,
      databaseUrl: bench.databaseUrl,
      seconds: bench.seconds,
      guests: guestCount,
      ...takeSettings,
    }),
  );
}

/** By a script of another kind. */
export async function takeByTask<Options>(
  bench: Bench,
  load: LoadProcess,
  { task, options }: { task: LoadTask<Options, WindowResult>; options: Options },
): Promise<MeasuredHolds> {
  return measureHolds(bench, { granted: 'held', processes: scriptProcesses(bench, load) }, () =>
    load.call(task, options),
  );
}

function scriptProcesses(bench: Bench, load: LoadProcess): Record<string, number> {
  return { database: bench.databasePid, script: load.pid };
}

/** Begins with nothing booked, and ends with the invariants. */
async function measureHolds(
  bench: Bench,
  { granted, processes }: { granted: string; processes: Readonly<Record<string, number>> },
  measure: () => Promise<WindowResult>,
): Promise<MeasuredHolds> {
  await bench.reset();
  const { result: window, cpu } = await observeCpu(processes, measure);
  const { rows } = await bench.sql.query<{ holds: number }>('SELECT count(*)::integer AS holds FROM hold');
  const acknowledged = window.allOutcomes[granted] ?? 0;
  const others = Object.entries(window.allOutcomes).filter(([outcome]) => outcome !== granted);
  return {
    perSecond: (window.outcomes[granted] ?? 0) / window.seconds,
    window,
    cpu: perRequest(cpu, acknowledged),
    checks: [
      ...(await bench.checkInvariants()),
      {
        name: 'every acknowledged hold is there, and no other',
        isHeld: rows[0]?.holds === acknowledged,
        ...(rows[0]?.holds !== acknowledged && { detail: `${rows[0]?.holds} of ${acknowledged}` }),
      },
      {
        name: 'every request was granted',
        isHeld: others.length === 0,
        ...(others.length > 0 && {
          detail: `${others.map(([outcome, count]) => `${count} × ${outcome}`).join(', ')}: ${window.unexpected[0]}`,
        }),
      },
    ],
  };
}
