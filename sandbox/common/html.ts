const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text made harmless inside an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}

/** An amount of minor units as people read it: `12500`, `eur` → `EUR 125.00`; with no decimals for yen. */
export function formatAmount(amountMinor: number, currency: string, digits: number): string {
  return `${currency.toUpperCase()} ${(amountMinor / 10 ** digits).toFixed(digits)}`;
}

const style = `
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
  body { max-width: 68rem; margin: 2rem auto; padding: 0 1rem; }
  main.narrow { max-width: 26rem; margin: 4rem auto; padding: 1.5rem; border: 1px solid #8885; border-radius: 12px; }
  table { border-collapse: collapse; width: 100%; font-size: 14px; }
  th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid #8883; vertical-align: top; }
  td.amount { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
  .scroll { overflow-x: auto; }
  .banner { background: #fd02; border: 1px solid #fd08; padding: .3rem .7rem; border-radius: 6px; }
  button { font: inherit; padding: .55rem 1.2rem; border-radius: 8px; border: 1px solid #8888; cursor: pointer; }
  button.primary { background: #1a7f4b; border-color: #1a7f4b; color: #fff; }
  code { font-size: .92em; overflow-wrap: anywhere; }
`;

export function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title><style>${style}</style></head><body>${body}</body></html>`;
}
