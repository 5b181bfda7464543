import { FEATURES, type Feature } from "./features.js";
import type { RunStatistics } from "./run/protocol.js";

/** Counts what a run of the fuzzer has seen. */
export class Statistics {
  readonly #startedAtMs = Date.now();
  readonly #features = new Map<Feature, number>();
  programs = 0;
  #durableAwaits = 0;
  #restores = 0;
  #lines = 0;
  #threw = 0;
  #characters = 0;

  add(run: RunStatistics, features: ReadonlySet<Feature>, characters: number): void {
    this.programs++;
    this.#durableAwaits += run.durableAwaits;
    this.#restores += run.restores;
    this.#lines += run.traceLength;
    this.#threw += run.threw ? 1 : 0;
    this.#characters += characters;
    for (const feature of features) this.#features.set(feature, (this.#features.get(feature) ?? 0) + 1);
  }

  line(): string {
    const seconds = (Date.now() - this.#startedAtMs) / 1000;
    const rate = (this.programs / seconds).toFixed(1);
    return `${Math.round(seconds)} s: ${this.programs} programs (${rate} a second), ${this.#durableAwaits} durable awaits, ${this.#restores} restores`;
  }

  /** `wanted`: the features that were to appear. */
  summary(wanted: ReadonlySet<Feature>): string {
    const mean = (sum: number) => Math.round(sum / Math.max(1, this.programs));
    const share = (count: number) => `${Math.round((100 * count) / Math.max(1, this.programs))}%`;
    const counts = FEATURES.filter((feature) => wanted.has(feature)).map(
      (feature) => `${feature} ${share(this.#features.get(feature) ?? 0)}`,
    );
    return [
      this.line(),
      `mean: ${mean(this.#characters)} characters, ${mean(this.#lines)} lines of trace, ${mean(this.#durableAwaits)} durable awaits; ${share(this.#threw)} ended by an error`,
      `features, by the share of programs: ${counts.join(", ")}`,
    ].join("\n");
  }
}
