/** Pieces that are joined at once. */
const PIECES = 1000;

/**
 * A long text in the making. Its pieces are joined now and then: a string that is only ever added to keeps each of
 * them in memory.
 */
export class LongText {
  #text = "";
  #pieces: string[] = [];

  add(piece: string): void {
    if (this.#pieces.push(piece) >= PIECES) this.#join();
  }

  #join(): void {
    this.#text += this.#pieces.join("");
    this.#pieces = [];
  }

  toString(): string {
    this.#join();
    return this.#text;
  }
}
