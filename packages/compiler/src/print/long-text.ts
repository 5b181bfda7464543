/** How many characters wait to be made a string together; a text that is shorter than the other never waits. */
const ROOM = 1 << 14;
const SHORT = 100;

/** A long text in the making. Short pieces are written down one after the other: none of them is kept in memory. */
export class LongText {
  #text = "";
  #waiting: Buffer | null = null;
  #length = 0;

  add(piece: string): void {
    const { length } = piece;
    const waiting = this.#waiting;
    if (waiting === null || length > ROOM) return this.#append(piece);
    if (this.#length + length > ROOM) this.#join();
    const start = this.#length;
    for (let index = 0; index < length; index++) {
      const code = piece.charCodeAt(index);
      if (code > 255) return this.#append(piece);
      waiting[start + index] = code;
    }
    this.#length = start + length;
  }

  /** Adds one character of ASCII. */
  addCode(code: number): void {
    if (this.#length === ROOM) this.#join();
    this.#waiting ??= Buffer.allocUnsafeSlow(ROOM);
    this.#waiting[this.#length++] = code;
  }

  #append(piece: string): void {
    this.#join();
    this.#text += piece;
    if (this.#text.length > SHORT) this.#waiting ??= Buffer.allocUnsafeSlow(ROOM);
  }

  #join(): void {
    if (this.#length === 0) return;
    this.#text += this.#waiting!.toString("latin1", 0, this.#length);
    this.#length = 0;
  }

  toString(): string {
    this.#join();
    return this.#text;
  }
}
