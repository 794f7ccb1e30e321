import path from 'node:path';
import type { ChaosPostgres } from '../harness/postgres.js';
import { describeViolations } from '../report.js';
import { runChaos } from '../run.js';
import { controls, type Control, type ControlName } from './controls.js';

export interface ControlResult {
  readonly name: ControlName;
  readonly isNoticed: boolean;
  readonly seconds: number;
  readonly report: string;
}

/** Runs the product without one of its guards. The control has failed when the checker does not notice. */
export async function runControl(
  name: ControlName,
  parts: {
    seed: number;
    folder: string;
    postgres: ChaosPostgres;
    queue: 'postgres' | 'redis';
    template: string;
  },
): Promise<ControlResult> {
  const control: Control = controls[name];
  const { weaken } = control;
  const began = performance.now();
  const findings = await runChaos({
    name,
    seed: parts.seed,
    seconds: control.seconds,
    queue: parts.queue,
    folder: path.join(parts.folder, name),
    postgres: parts.postgres,
    clients: 12,
    apis: 1,
    workers: 0,
    maxPauseMs: 60,
    stormMs: 60_000,
    restTimeoutMs: 12_000,
    settleTimeoutMs: 5_000,
    isCutShort: control.needsRest !== true,
    cards: { pm_card_visa: 3, pm_card_chargeDeclined: 1 },
    template: parts.template,
    ...control.run,
    ...(weaken !== undefined && { prepare: weaken }),
    say: () => {},
  });
  const isNoticed = findings.violations.some(({ invariant }) => control.expects.includes(invariant));
  return {
    name,
    isNoticed,
    seconds: (performance.now() - began) / 1_000,
    report: describeViolations(findings),
  };
}
