import { readdirSync, readFileSync } from 'node:fs';
import { median } from '../verdict.js';

/** Ticks of /proc; a hundredth of a second on every Linux there is today. */
const ticksPerSecond = 100;

/** Processor time by whom, in seconds or, after `perRequest`, in microseconds of each request. */
export type CpuUse = Readonly<Record<string, number>>;

/**
 * Processor time that processes use during `work`, by name: why a rate is what it is. A busy neighbour changes a rate by
 * half and this hardly. Each number is a process; those it has started count with it, also those that have ended.
 * Empty where there is no /proc.
 */
export async function observeCpu<Result>(
  processes: Readonly<Record<string, number>>,
  work: () => Promise<Result>,
): Promise<{ result: Result; cpu: CpuUse }> {
  const before = Object.entries(processes).map(([name, pid]) => [name, pid, usedBy(pid)] as const);
  const result = await work();
  const cpu = before.flatMap(([name, pid, used]) => {
    const now = usedBy(pid);
    return used === undefined || now === undefined ? [] : [[name, now - used] as const];
  });
  return { result, cpu: Object.fromEntries(cpu) };
}

/** Microseconds of each request. */
export function perRequest(cpu: CpuUse, requests: number): CpuUse {
  return Object.fromEntries(
    Object.entries(cpu).map(([name, seconds]) => [name, Math.round((seconds / requests) * 1e6)]),
  );
}

/** `server 180 µs, database 210 µs`: the medians over the rounds. */
export function describeCpu(rounds: readonly CpuUse[]): string {
  const names = Object.keys(rounds[0] ?? {});
  return names
    .map((name) => `${name} ${median(rounds.map((round) => round[name] ?? NaN)).toFixed(0)} µs`)
    .join(', ');
}

function usedBy(pid: number): number | undefined {
  const own = readTimes(pid);
  if (own === undefined) return undefined;
  return own.self + own.ended + sum(childrenOf(pid).map((child) => readTimes(child)?.self ?? 0));
}

function readTimes(pid: number): { self: number; ended: number; parent: number } | undefined {
  try {
    // Behind the name, which may hold spaces: state is field 3, the parent 4, times 14 to 17 (proc_pid_stat(5)).
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    const at = (field: number) => Number(fields[field - 3]);
    const seconds = (...of: number[]) => sum(of.map(at)) / ticksPerSecond;
    return { self: seconds(14, 15), ended: seconds(16, 17), parent: at(4) };
  } catch {
    return undefined;
  }
}

function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((candidate) => readTimes(candidate)?.parent === pid);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
