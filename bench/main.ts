import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectFolder } from '../src/config/project-folder.js';
import { describeMachine } from './world/machine.js';
import { Bench } from './world/bench.js';
import { metrics } from './metrics/registry.js';
import type { Line, Metric } from './metric.js';
import { readOptions, usage, type BenchOptions } from './options.js';
import type { BenchRun } from './report/run.js';
import { renderTable } from './report/table.js';
import { runScale } from './scale/run-scale.js';
import { writeProfiles } from './report/write-profiles.js';
import { baseNameOf, writeResults } from './report/write-results.js';
import { judge } from './verdict.js';

export interface MainParts {
  /** Compiles the product when it has to be. */
  readonly ensureBuilt: () => void;
}

/** Carries out what the command line asks for. Returns whether every line that was measured counts. */
export async function main(args: readonly string[], { ensureBuilt }: MainParts): Promise<boolean> {
  if (args[0] === 'scale') return runScale(args.slice(1), { ensureBuilt, commit: describeCommit() });
  const options = readOptions(args);
  if (options === 'help' || options.list) {
    console.log(options === 'help' ? usage : listMetrics());
    return true;
  }
  const chosen = chooseMetrics(options.only);
  const startedAt = new Date();
  const began = performance.now();
  const progress = (text: string) =>
    console.error(`${((performance.now() - began) / 1_000).toFixed(0).padStart(5)} s  ${text}`);
  const folder = mkdtempSync(path.join(tmpdir(), 'holdfast-bench-'));
  // As root the database server runs as another user, who has to get in.
  chmodSync(folder, 0o755);

  let starting: Promise<Bench> | undefined;
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= (async () => {
      // One that is being started is waited for: half of it could not be stopped.
      const bench = await starting?.catch(() => undefined);
      try {
        await bench?.stop();
      } finally {
        if (options.keep) progress(`database and logs are in ${folder}`);
        else rmSync(folder, { recursive: true, force: true });
      }
    })();
    return stopping;
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      progress(`${signal}: stopping everything`);
      void stop().finally(() => process.exit(1));
    });
  }
  try {
    const { seconds, rounds, connections, minutes, profile } = options;
    const load = { seconds, rounds, connections, minutes, profile };
    starting = Bench.start({ ...load, folder, progress, ensureBuilt });
    const bench = await starting;
    const machine = await describeMachine(bench.sql, folder);
    const { lines, failures } = await measure(bench, chosen, options);
    // An interrupted run has measured half of something.
    if (stopping !== undefined) return false;
    const run: BenchRun = {
      startedAt: startedAt.toISOString(),
      commit: describeCommit(),
      command: ['npm run bench', ...(args.length === 0 ? [] : ['--', ...args])].join(' '),
      seconds,
      rounds,
      connections,
      machine,
      lines: lines.map(judge),
      failures,
    };
    console.log(renderTable(run.lines));
    for (const failure of failures) console.log(`not finished: ${failure}`);
    const out = path.resolve(projectFolder(), options.out);
    progress(`report: ${writeResults(run, out)}`);
    for (const file of writeProfiles({ from: bench.profileFolder, folder: out, base: baseNameOf(run) })) {
      progress(`profile: ${file}`);
    }
    return failures.length === 0 && run.lines.every(({ verdict }) => verdict !== 'void');
  } finally {
    await stop();
  }
}

async function measure(
  bench: Bench,
  chosen: readonly Metric[],
  { only }: BenchOptions,
): Promise<{ lines: Line[]; failures: string[] }> {
  const lines: Line[] = [];
  const failures: string[] = [];
  for (const metric of chosen) {
    const ids = metric.ids.filter((id) => only.length === 0 || only.includes(id.toUpperCase()));
    bench.progress(`${ids.join(', ')}: ${metric.title}`);
    try {
      lines.push(...(await metric.run(bench, new Set(ids))));
    } catch (error) {
      // The others can still be measured.
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      bench.progress(`${ids.join(', ')} failed: ${reason}`);
      failures.push(`${ids.join(', ')}: ${reason.split('\n')[0]}`);
    } finally {
      await bench.stopProcesses();
    }
  }
  return { lines, failures };
}

/** Throws for an id nothing measures. */
function chooseMetrics(only: readonly string[]): Metric[] {
  const known = metrics.flatMap(({ ids }) => ids.map((id) => id.toUpperCase()));
  const unknown = only.filter((id) => !known.includes(id));
  if (unknown.length > 0) throw new Error(`--only knows ${known.join(', ')}; not ${unknown.join(', ')}`);
  return metrics.filter(({ ids, isOnDemand }) =>
    only.length === 0 ? isOnDemand !== true : ids.some((id) => only.includes(id.toUpperCase())),
  );
}

function listMetrics(): string {
  return metrics
    .map(
      ({ ids, title, isOnDemand }) =>
        `${ids.join(', ').padEnd(20)} ${title}${isOnDemand === true ? ' (only when asked for)' : ''}`,
    )
    .join('\n');
}

function describeCommit(): string {
  const git = (...args: string[]) =>
    spawnSync('git', args, { cwd: projectFolder(), encoding: 'utf8' }).stdout?.trim() ?? '';
  const commit = git('rev-parse', '--short', 'HEAD') || 'unknown';
  return git('status', '--porcelain', '--', 'src', 'sandbox', 'prisma', 'bench', ':!bench/results') === ''
    ? commit
    : `${commit}+`;
}
