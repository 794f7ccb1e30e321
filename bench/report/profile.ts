/** A V8 CPU profile, as `node --cpu-prof` writes it; only what is read here. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  /** Microseconds of the monotonic clock. */
  readonly startTime: number;
  readonly samples: readonly number[];
  /** Microseconds before each sample. */
  readonly timeDeltas: readonly number[];
}

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string };
  readonly children?: readonly number[];
}

/** A function as called from those above it; `total` includes what it calls. Microseconds. */
export interface Frame {
  readonly name: string;
  /** Package, folder of ours, or part of Node it belongs to. */
  readonly owner: string;
  readonly total: number;
  readonly self: number;
  readonly children: readonly Frame[];
}

/** Nothing was done, or nothing that V8 can name (the operating system's part of reading and writing, mostly). */
const notWork = ['(idle)'];

/** The tree of calls by busy time. @param since leaves out what was before, on the clock of `startTime` */
export function callTree({ nodes, startTime, samples, timeDeltas }: CpuProfile, since = 0): Frame {
  const selfTimes = new Map<number, number>();
  let at = startTime;
  for (const [index, id] of samples.entries()) {
    const elapsed = timeDeltas[index] ?? 0;
    at += elapsed;
    if (at >= since) selfTimes.set(id, (selfTimes.get(id) ?? 0) + elapsed);
  }
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const frameOf = (node: ProfileNode): Frame => {
    const children = (node.children ?? [])
      .flatMap((id) => byId.get(id) ?? [])
      .filter(({ callFrame }) => !notWork.includes(callFrame.functionName))
      .map(frameOf);
    const self = selfTimes.get(node.id) ?? 0;
    return {
      name: node.callFrame.functionName || '(anonymous)',
      owner: ownerOf(node.callFrame),
      self,
      total: self + children.reduce((sum, child) => sum + child.total, 0),
      children: mergeByName(children),
    };
  };
  const [root] = nodes;
  if (root === undefined) throw new Error('the profile is empty');
  return frameOf(root);
}

/** Share of the busy time spent in each owner's own functions, greatest first. */
export function sharesByOwner(tree: Frame): { name: string; share: number }[] {
  return shares(tree, ({ owner }) => owner);
}

/** The same by function. */
export function sharesByFunction(tree: Frame): { name: string; share: number }[] {
  return shares(tree, ({ name, owner }) => `${name} · ${owner}`);
}

function shares(tree: Frame, keyOf: (frame: Frame) => string): { name: string; share: number }[] {
  const times = new Map<string, number>();
  const add = (frame: Frame) => {
    times.set(keyOf(frame), (times.get(keyOf(frame)) ?? 0) + frame.self);
    for (const child of frame.children) add(child);
  };
  add(tree);
  return [...times]
    .map(([name, time]) => ({ name, share: time / tree.total }))
    .toSorted((a, b) => b.share - a.share);
}

/** One function called from two lines of the same caller is one frame. */
function mergeByName(frames: readonly Frame[]): Frame[] {
  const merged = new Map<string, Frame>();
  for (const frame of frames) {
    const key = `${frame.name} ${frame.owner}`;
    const known = merged.get(key);
    merged.set(
      key,
      known === undefined
        ? frame
        : {
            ...known,
            self: known.self + frame.self,
            total: known.total + frame.total,
            children: mergeByName([...known.children, ...frame.children]),
          },
    );
  }
  return [...merged.values()];
}

function ownerOf({ functionName, url }: ProfileNode['callFrame']): string {
  if (functionName === '(garbage collector)') return 'garbage collector';
  const inPackage = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  if (inPackage !== undefined) return inPackage;
  const ours = /\/(?:dist\/)?((?:src|sandbox)\/(?:[^/]+\/)?)[^/]*$/.exec(
    url.replace(/(src\/[^/]+\/).*\//, '$1'),
  )?.[1];
  if (ours !== undefined) return ours.replace(/\/$/, '');
  return url.startsWith('node:') ? (url.split('/')[0] ?? url) : 'V8 and system';
}
