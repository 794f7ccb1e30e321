import { mkdtempSync, rmSync, writeFileSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ChaosPostgres } from './harness/postgres.js';
import { readOptions, usage, type ChaosOptions } from './options.js';
import { describeRun, describeViolations } from './report.js';
import { runChaos } from './run.js';

/** Carries out what the command line asks for. Returns whether all is well. */
export async function main(args: readonly string[]): Promise<boolean> {
  const options = readOptions(args);
  if (options === 'help') {
    console.log(usage);
    return true;
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'holdfast-chaos-'));
  chmodSync(folder, 0o755);
  const repeat = `npm run chaos -- --seed ${options.seed} --minutes ${options.minutes} --queue ${options.queue} --clients ${options.clients}`;
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
