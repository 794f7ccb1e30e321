import type { Metadata } from './objects.js';

const entryOf = (key: string, value: string) => `${key}\n${value.toLowerCase()}`;

/**
 * Payments by a metadata key and its whole value, so that a search by reference reads one payment and not all. As in Stripe's
 * search, the case of a value does not matter.
 */
export class MetadataIndex {
  private readonly ids = new Map<string, Set<string>>();

  add(id: string, metadata: Metadata): void {
    for (const [key, value] of Object.entries(metadata)) {
      const entry = entryOf(key, value);
      const known = this.ids.get(entry);
      if (known) known.add(id);
      else this.ids.set(entry, new Set([id]));
    }
  }

  remove(id: string, metadata: Metadata): void {
    for (const [key, value] of Object.entries(metadata)) {
      const entry = entryOf(key, value);
      const known = this.ids.get(entry);
      known?.delete(id);
      if (known?.size === 0) this.ids.delete(entry);
    }
  }

  find(key: string, value: string): readonly string[] {
    return [...(this.ids.get(entryOf(key, value)) ?? [])];
  }

  clear(): void {
    this.ids.clear();
  }
}
