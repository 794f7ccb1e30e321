import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { renderFlameGraph } from './flame-graph.js';
import { callTree, sharesByFunction, sharesByOwner, type CpuProfile } from './profile.js';

/** Beside the profiles of a server: when it was ready, in microseconds of the monotonic clock. */
export const readyFile = 'ready-us';

const topOwners = 20;
const topFunctions = 30;

/**
 * A flame graph and a table for each profile that servers have left in `from`, written to `folder` with names that begin
 * with `base`. Returns the files of the tables.
 */
export function writeProfiles({
  from,
  folder,
  base,
}: {
  from: string;
  folder: string;
  base: string;
}): string[] {
  if (!existsSync(from)) return [];
  const servers = readdirSync(from);
  return servers.flatMap((server) =>
    profilesIn(path.join(from, server)).map((file, index) => {
      const profile = JSON.parse(readFileSync(path.join(from, server, file), 'utf8')) as CpuProfile;
      const name = `${base}-profile-${server}${index === 0 ? '' : `-thread-${index}`}`;
      const tree = callTree(profile, Number(readFileSync(path.join(from, server, readyFile), 'utf8')));
      const title = `${server}, commit ${base.split('-').slice(2).join('-')}: ${(tree.total / 1e6).toFixed(1)} s of work`;
      writeFileSync(path.join(folder, `${name}.svg`), renderFlameGraph(tree, title));
      const table = path.join(folder, `${name}.md`);
      writeFileSync(
        table,
        [
          `# Profile of ${title}`,
          `![flame graph](${name}.svg)`,
          shareTable('Own time by whom', sharesByOwner(tree).slice(0, topOwners)),
          shareTable('Own time by function', sharesByFunction(tree).slice(0, topFunctions)),
        ].join('\n\n') + '\n',
      );
      return table;
    }),
  );
}

function profilesIn(folder: string): string[] {
  return readdirSync(folder).filter((file) => file.endsWith('.cpuprofile'));
}

function shareTable(title: string, rows: readonly { name: string; share: number }[]): string {
  return [
    `## ${title}`,
    '',
    '|  | of the busy time |',
    '| --- | ---: |',
    ...rows.map(({ name, share }) => `| ${name.replaceAll('|', '\\|')} | ${(share * 100).toFixed(1)} % |`),
  ].join('\n');
}
