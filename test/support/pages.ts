import { eventually } from './eventually.js';
import type { TestApp } from './app.js';

/** What docs/caching.md promises, and some time for a machine that has other things to do. */
export const agreementPatienceMs = 1_000 + 1_500;

/** One series of `/metrics`, named with its labels. */
export async function readMetric({ url }: TestApp, series: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${series} `));
  if (line === undefined) throw new Error(`there is no metric ${series}`);
  return Number(line.slice(series.length + 1));
}

/** Waits until the application hears of changes to the catalogue. */
export async function untilListening(holdfast: TestApp): Promise<void> {
  await eventually(async () => {
    expect(await readMetric(holdfast, 'holdfast_catalogue_listening')).toBe(1);
  }, 15_000);
}

export function readPage({ url }: TestApp, path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${url}${path}`, init);
}

/** What a page says; it must be there. */
export async function bodyOf<Body>(holdfast: TestApp, path: string): Promise<Body> {
  const response = await readPage(holdfast, path);
  expect(response.status).toBe(200);
  return (await response.json()) as Body;
}
