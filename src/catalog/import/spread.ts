/**
 * A whole number from 0 up to, not including, `below` that follows from the text alone (FNV-1a): what looks
 * chosen by chance is the same in every import.
 */
export function spread(text: string, below: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  // The low bits of FNV-1a alone follow the last character too closely.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 13)) >>> 0) % below;
}
