/** What a spreadsheet takes for a formula, behind any number of apostrophes. */
const formula = /^'*[=+\-@\t\r]/;

/**
 * A text as a spreadsheet shows it and does not calculate it: one that would be a formula gets an apostrophe before it. Texts
 * that look like guarded ones get one as well, so that each text is read as it was written.
 */
export function guardFormula(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

/** What `guardFormula` was given. */
export function unguardFormula(text: string): string {
  return text.startsWith("'") && formula.test(text) ? text.slice(1) : text;
}
