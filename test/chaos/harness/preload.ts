import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectFolder } from '../../../src/config/project-folder.js';

/** The environment that makes a process load a module of this folder before anything else. */
export function preload(file: string): Record<string, string> {
  const module = path.join(projectFolder(), 'test/chaos/harness', file);
  return { NODE_OPTIONS: `--import=${pathToFileURL(module).href}` };
}

/** A wall clock that is this much off. */
export function skewedClock(milliseconds: number): Record<string, string> {
  return { ...preload('skewed-clock.mjs'), CHAOS_CLOCK_SKEW_MS: String(milliseconds) };
}
