import { byValue, decode, encode } from "../snapshot/index.js";
import type { StateWrite } from "../store/store.js";

const NONE: StateWrite[] = [];

/** `ctx.state` of one execution: encoded values by key, and what has changed since the last commit. */
export class StateEntries {
  readonly #entries: Map<string, string>;
  readonly #changes = new Map<string, string | null>();

  constructor(stored: readonly { readonly key: string; readonly value: string }[]) {
    this.#entries = new Map(stored.map(({ key, value }) => [key, value]));
  }

  get(key: string, fallback: unknown): unknown {
    const text = this.#entries.get(key);
    return text === undefined ? byValue(fallback) : decode(text);
  }

  set(key: string, value: unknown): void {
    const text = encode(value);
    this.#entries.set(key, text);
    this.#changes.set(key, text);
  }

  delete(key: string): boolean {
    if (!this.#entries.delete(key)) return false;
    this.#changes.set(key, null);
    return true;
  }

  keys(): string[] {
    return [...this.#entries.keys()];
  }

  clear(): void {
    for (const key of this.keys()) this.delete(key);
  }

  /** What the next commit has to write; afterwards nothing is left to be written. */
  take(): StateWrite[] {
    if (this.#changes.size === 0) return NONE;
    const changes = [...this.#changes].map(([key, value]) => ({ key, value }));
    this.#changes.clear();
    return changes;
  }
}
