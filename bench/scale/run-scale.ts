import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectFolder } from '../../src/config/project-folder.js';
import type { Line } from '../metric.js';
import type { BenchRun } from '../report/run.js';
import { renderTable } from '../report/table.js';
import { writeResults } from '../report/write-results.js';
import { judge } from '../verdict.js';
import { describeMachine } from '../world/machine.js';
import { assertRoomOnDisk } from './disk-space.js';
import { compareLayouts } from './layouts/compare-layouts.js';
import { printLayouts } from './layouts/print-layouts.js';
import { measureHolds } from './measure-holds.js';
import { measureAvailability, measureOwnStays } from './measure-reads.js';
import { measureRollForward, measureSize, measureVerify } from './measure-upkeep.js';
import { readScaleOptions, scaleUsage, type ScaleOptions } from './options.js';
import { ScaleWorld } from './scale-world.js';

export interface ScaleParts {
  /** Compiles the product when it has to be. */
  readonly ensureBuilt: () => void;
  /** Of the code that is measured. */
  readonly commit: string;
}

/** `npm run bench -- scale`: see bench/README.md. Returns whether every line that was measured counts. */
export async function runScale(args: readonly string[], parts: ScaleParts): Promise<boolean> {
  const options = readScaleOptions(args);
  if (options === 'help') {
    console.log(scaleUsage);
    return true;
  }
  const began = performance.now();
  const progress = (text: string) =>
    console.error(`${((performance.now() - began) / 1_000).toFixed(0).padStart(5)} s  ${text}`);
  const folder = mkdtempSync(path.join(options.folder ?? tmpdir(), 'holdfast-scale-'));
  // As root the database server runs as another user, who has to get in.
  chmodSync(folder, 0o755);
  const { hotels, roomTypesPerHotel, nights, reservations } = options;
  try {
    // Copies of the inventory, with little else.
    const copies = options.layouts ? 5 : 1;
    assertRoomOnDisk(
      folder,
      { nights: copies * hotels * roomTypesPerHotel * nights, reservations },
      progress,
    );
    if (options.layouts) {
      // Whole runs, so that all layouts have the same nights. Memory is as scarce as it is for the large catalogue.
      const shape = { ...options, nights: nights - (nights % 28), sharedBuffersMb: 128 };
      printLayouts(await compareLayouts({ ...shape, folder, progress }));
      return true;
    }
    parts.ensureBuilt();
    return await measure(new ScaleWorld(options, folder, progress), { args, commit: parts.commit });
  } finally {
    if (options.keep) progress(`database and logs are in ${folder}`);
    else rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(
  world: ScaleWorld,
  { args, commit }: { args: readonly string[]; commit: string },
): Promise<boolean> {
  const { options, folder, progress } = world;
  const startedAt = new Date().toISOString();
  const stop = () => void world.stop().finally(() => process.exit(1));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  try {
    const databases = await world.build();
    const machine = await describeMachine(databases.large.pool, folder);
    const lines: Line[] = [
      ...(await measureHolds(world, databases)),
      ...(await measureAvailability(world, databases)),
      ...(await measureOwnStays(world, databases)),
      ...(await measureRollForward(world, databases.large)),
      ...(await measureVerify(world, databases.large)),
      ...(await measureSize(databases.large)),
    ];
    const run: BenchRun = {
      startedAt,
      commit,
      command: ['npm run bench -- scale', ...args].join(' '),
      ...pick(options),
      machine,
      lines: lines.map(judge),
      failures: [],
    };
    console.log(renderTable(run.lines));
    progress(`report: ${writeResults(run, path.resolve(projectFolder(), options.out))}`);
    return run.lines.every(({ verdict }) => verdict !== 'void');
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop);
    await world.stop();
  }
}

function pick({ seconds, rounds, connections }: ScaleOptions) {
  return { seconds, rounds, connections };
}
