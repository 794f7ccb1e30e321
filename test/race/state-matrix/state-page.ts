import { transitions } from './edges.js';
import type { Exploration } from './explore.js';

const titles: Readonly<Record<string, string>> = {
  hold: 'A hold',
  reservation: 'A reservation',
  payment: 'A payment: one attempt to take the money',
  refund: 'A refund',
};
const firstStates: Readonly<Record<string, string>> = {
  hold: 'active',
  reservation: 'pending',
  payment: 'created',
  refund: 'created',
};

const head = `# States

<!-- Written by \`node scripts/state-page.mjs\`; test/race/state-matrix.test.ts fails when it is out of date. -->

Each edge stands in a table of the code (\`src/*/*.rules.ts\`), and each was taken by the steps named beside it: a test tries
every step on every booking that can be come to, with two cards, time passing and the room going to somebody else, and finds
that it either takes edges of these tables, with an event for each, or changes nothing at all. It takes all of them, and no
other.
`;

/** docs/states.md, from the code's tables and what was found. */
export function renderStatePage({ edges, states }: Exploration): string {
  const parts = Object.entries(transitions).map(([kind, table]) =>
    [`## ${titles[kind] ?? kind}`, diagram(kind, table), edgeTable(kind, edges)].join('\n\n'),
  );
  return [head, ...parts.map((part) => `${part}\n`), combinations(states)].join('\n');
}

function diagram(kind: string, table: Readonly<Record<string, readonly string[]>>): string {
  const lines = Object.entries(table).flatMap(([from, targets]) =>
    targets.length === 0 ? [`    ${from} --> [*]`] : targets.map((to) => `    ${from} --> ${to}`),
  );
  return ['```mermaid', 'stateDiagram-v2', `    [*] --> ${firstStates[kind]}`, ...lines, '```'].join('\n');
}

function edgeTable(kind: string, edges: Exploration['edges']): string {
  const rows = [...edges]
    .filter(([edge]) => edge.startsWith(`${kind}: `) && !edge.startsWith(`${kind}:  >`))
    .map(([edge, steps]) => {
      const [from, to] = edge.slice(kind.length + 2).split(' > ');
      const names = [...new Set([...steps].map((step) => `\`${step.replace(/ \(.*/, '')}\``))].toSorted();
      return `| ${from} → ${to} | ${names.join(', ')} |`;
    });
  return ['| change | by |', '| --- | --- |', ...rows.toSorted()].join('\n');
}

/** Which states of a hold and its reservation are found beside each other. */
function combinations(states: ReadonlySet<string>): string {
  const pairs = new Set([...states].map((key) => key.split(' | ').slice(0, 2).map(nameOf).join(' ')));
  const holds = [...new Set([...pairs].map((pair) => pair.split(' ')[0] ?? ''))].toSorted();
  const reservations = [...new Set([...pairs].map((pair) => pair.split(' ')[1] ?? ''))].toSorted();
  return [
    '## A hold and its reservation',
    '',
    'What can be found beside each other (`-`: none was begun):',
    '',
    `| hold | ${reservations.join(' | ')} |`,
    `| --- |${' --- |'.repeat(reservations.length)}`,
    ...holds.map(
      (hold) =>
        `| ${hold} | ${reservations.map((reservation) => (pairs.has(`${hold} ${reservation}`) ? 'yes' : '')).join(' | ')} |`,
    ),
    '',
  ].join('\n');
}

function nameOf(described: string): string {
  return described.split(' ')[0] ?? '';
}
