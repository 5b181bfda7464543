/** A class with private fields and hooks. */
export class Money {
  #cents: number;
  readonly #notes: Map<string, unknown>;
  constructor(cents: number, notes = new Map<string, unknown>()) {
    this.#cents = cents;
    this.#notes = notes;
  }
  get cents() {
    return this.#cents;
  }
  get notes() {
    return this.#notes;
  }
  [Symbol.for("perdure.serialize")]() {
    return { cents: this.#cents, notes: this.#notes };
  }
  static [Symbol.for("perdure.deserialize")](data: { cents: number; notes: Map<string, unknown> }) {
    return new this(data.cents, data.notes);
  }
}
