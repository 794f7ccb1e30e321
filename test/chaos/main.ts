import { mkdtempSync, rmSync, writeFileSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { controlNames, controls, isControlName, type ControlName } from './controls/controls.js';
import { runControl } from './controls/run-control.js';
import { createMigratedDatabase } from './harness/migrated-database.js';
import { ChaosPostgres } from './harness/postgres.js';
import { readOptions, usage, type ChaosOptions } from './options.js';
import { describeRun, describeViolations } from './report.js';
import { runChaos } from './run.js';
import { suppliersOnly } from './suppliers-only.js';

/** Carries out what the command line asks for. Returns whether all is well. */
export async function main(args: readonly string[]): Promise<boolean> {
  const options = readOptions(args);
  if (options === 'help') {
    console.log(usage);
    return true;
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'holdfast-chaos-'));
  chmodSync(folder, 0o755);
  const repeat = `npm run chaos -- --seed ${options.seed} --minutes ${options.minutes} --queue ${options.queue} --clients ${options.clients}${options.isSuppliersOnly ? ' --suppliers' : ''}${options.faults.length === 0 ? '' : ` --faults "${options.faults.join(',')}"`}`;
  console.log(`seed ${options.seed}; to repeat: ${repeat}`);
  console.log(`folder ${folder}`);
  let isWell = false;
  try {
    isWell = await examine(options, folder);
  } finally {
    if (isWell && !options.keep) rmSync(folder, { recursive: true, force: true });
    else console.log(`History, faults and logs are in ${folder}\nTo repeat: ${repeat}`);
  }
  return isWell;
}

async function examine(options: ChaosOptions, folder: string): Promise<boolean> {
  if (options.control === undefined) {
    const isWell = await chaos(options, folder);
    if (!options.isCi) return isWell;
    const noticed = await runControls(controlNames, options, folder);
    const passed = noticed.filter((result) => result).length + (isWell ? 1 : 0);
    console.log(`${passed} passed, ${noticed.length + 1 - passed} failed, 0 skipped`);
    return passed === noticed.length + 1;
  }
  const names = options.control === 'all' ? controlNames : [options.control].filter(isControlName);
  if (names.length === 0) throw new Error(`--control must be one of ${controlNames.join(', ')}`);
  return (await runControls(names, options, folder)).every((isNoticed) => isNoticed);
}

async function chaos(options: ChaosOptions, folder: string): Promise<boolean> {
  const postgres = await ChaosPostgres.start(path.join(folder, 'database'));
  try {
    const findings = await runChaos({
      name: 'chaos',
      seed: options.seed,
      seconds: options.minutes * 60,
      queue: options.queue,
      folder: path.join(folder, 'chaos'),
      postgres,
      clients: options.clients,
      hasSupplier: true,
      ...(options.isSuppliersOnly && suppliersOnly),
      ...(options.faults.length > 0 && { faults: options.faults }),
      ...(options.isCi && { stormMs: 13_000, calmMs: 9_000 }),
      say: (text) => console.log(text),
    });
    writeFileSync(path.join(folder, 'violations.json'), JSON.stringify(findings.violations, null, 1));
    console.log(describeRun(findings));
    console.log(describeViolations(findings));
    return findings.violations.length === 0 && findings.troubles.length === 0;
  } finally {
    await postgres.stop();
  }
}

const lazyWriter = { wal_writer_delay: '10s', wal_writer_flush_after: '200MB', wal_buffers: '64MB' };

/** The controls share a server; each has a database of its own. Answers with whether each was noticed. */
async function runControls(
  names: readonly ControlName[],
  options: ChaosOptions,
  folder: string,
): Promise<boolean[]> {
  // What was not waited for stays in memory long enough to be lost in a crash: see the control of durability.
  const postgres = await ChaosPostgres.start(path.join(folder, 'controls'), lazyWriter);
  const noticed: boolean[] = [];
  const template = 'chaos_template';
  try {
    await createMigratedDatabase(postgres, template);
    for (const name of names) {
      const { seed, queue } = options;
      const result = await runControl(name, { seed, queue, postgres, folder, template });
      noticed.push(result.isNoticed);
      console.log(
        `${result.isNoticed ? 'noticed    ' : 'NOT NOTICED'} ${name}: ${controls[name].about} (${result.seconds.toFixed(1)} s)`,
      );
      if (!result.isNoticed || options.control === name) console.log(result.report.replaceAll(/^/gm, '    '));
    }
    return noticed;
  } finally {
    await postgres.stop();
  }
}
