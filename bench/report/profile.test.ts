import { renderFlameGraph } from './flame-graph.js';
import { callTree, sharesByFunction, sharesByOwner, type CpuProfile } from './profile.js';

const root = '/app';
const frame = (functionName: string, url: string) => ({ functionName, url });

/** 10 µs for each sample. */
const profile: CpuProfile = {
  nodes: [
    { id: 1, callFrame: frame('(root)', ''), children: [2, 3, 6] },
    { id: 2, callFrame: frame('(idle)', '') },
    { id: 3, callFrame: frame('take', `file://${root}/dist/src/holds/holds.service.js`), children: [4, 5] },
    { id: 4, callFrame: frame('query', `file://${root}/node_modules/@scope/driver/lib/index.js`) },
    { id: 5, callFrame: frame('query', `file://${root}/node_modules/@scope/driver/lib/index.js`) },
    { id: 6, callFrame: frame('(garbage collector)', '') },
  ],
  startTime: 1_000,
  samples: [2, 2, 2, 3, 4, 4, 5, 6],
  timeDeltas: [10, 10, 10, 10, 10, 10, 10, 10],
};

test('idle time does not count, and one function called twice by another is one frame', () => {
  const tree = callTree(profile);
  expect(tree.total).toBe(50);
  const [take] = tree.children;
  expect(take).toMatchObject({ name: 'take', owner: 'src/holds', self: 10, total: 40 });
  expect(take?.children).toMatchObject([{ name: 'query', self: 30 }]);
});

test('what was before the server was ready can be left out', () => {
  expect(callTree(profile, 1_000 + 50).total).toBe(40);
});

test('shares are of the busy time, greatest first', () => {
  const tree = callTree(profile);
  expect(sharesByOwner(tree).slice(0, 3)).toEqual([
    { name: '@scope/driver', share: 0.6 },
    { name: 'src/holds', share: 0.2 },
    { name: 'garbage collector', share: 0.2 },
  ]);
  expect(sharesByFunction(tree)[0]).toEqual({ name: 'query · @scope/driver', share: 0.6 });
});

test('the flame graph is well-formed and names every frame that can be seen', () => {
  const svg = renderFlameGraph(callTree(profile), 'a server <1>');
  expect(svg).toMatch(/^<svg [^>]*>[^]*a server &lt;1&gt;[^]*<\/svg>\n$/);
  expect(svg).toContain('query · @scope/driver: 60.0 %');
});
