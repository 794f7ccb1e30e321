import type { Frame } from './profile.js';

const width = 1_200;
const rowHeight = 16;
const heading = 26;
const maxDepth = 60;
/** Narrower frames are left out: a third of a pixel tells nobody anything. */
const leastWidth = 0.8;

/** Who called whom, and how much of the busy time each took: width is time, the callers are above. */
export function renderFlameGraph(tree: Frame, title: string): string {
  const parts: string[] = [];
  let deepest = 0;
  const draw = (frame: Frame, { x, depth }: { x: number; depth: number }) => {
    const span = (frame.total / tree.total) * width;
    if (span < leastWidth || depth > maxDepth) return;
    deepest = Math.max(deepest, depth);
    parts.push(
      drawFrame(frame, { x, span, y: heading + depth * rowHeight, share: frame.total / tree.total }),
    );
    let at = x;
    for (const child of frame.children.toSorted((a, b) => b.total - a.total)) {
      draw(child, { x: at, depth: depth + 1 });
      at += (child.total / tree.total) * width;
    }
  };
  draw(tree, { x: 0, depth: 0 });
  const height = heading + (deepest + 1) * rowHeight + 8;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif" font-size="10">`,
    `<rect width="${width}" height="${height}" fill="white"/>`,
    `<text x="6" y="17" font-size="13">${escapeXml(title)}</text>`,
    ...parts,
    '</svg>\n',
  ].join('\n');
}

function drawFrame(
  { name, owner }: Frame,
  { x, y, span, share }: { x: number; y: number; span: number; share: number },
): string {
  const label = `${name} · ${owner}`;
  const letters = Math.floor((span - 4) / 5.6);
  const text =
    letters < 3
      ? ''
      : `<text x="${(x + 2).toFixed(1)}" y="${y + 11}">${escapeXml(label.length <= letters ? label : `${label.slice(0, letters - 1)}…`)}</text>`;
  return (
    `<g><title>${escapeXml(label)}: ${(share * 100).toFixed(1)} %</title>` +
    `<rect x="${x.toFixed(1)}" y="${y}" width="${Math.max(0.5, span - 0.5).toFixed(1)}" height="${rowHeight - 1}" fill="${colourOf(owner)}"/>${text}</g>`
  );
}

/** One colour for each owner, ours warm and packages cool. */
function colourOf(owner: string): string {
  const hash = [...owner].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 997, 7);
  if (owner.startsWith('src') || owner.startsWith('sandbox')) return `hsl(${20 + (hash % 40)}, 85%, 68%)`;
  if (owner.startsWith('node:') || owner === 'V8 and system') return `hsl(0, 0%, ${78 + (hash % 10)}%)`;
  return `hsl(${170 + (hash % 120)}, 50%, 75%)`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
