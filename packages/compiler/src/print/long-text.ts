/** How many characters wait to be made a string together; a text that is shorter than the other never waits. */
const ROOM = 1 << 14;
const SHORT = 100;
const QUOTE = '"'.charCodeAt(0);
const BACKSLASH = "\\".charCodeAt(0);

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

  /** Adds a string as a literal; gives its length. */
  addQuoted(value: string): number {
    const { length } = value;
    const waiting = this.#waiting;
    const isPlain = waiting !== null && this.#length + length + 2 <= ROOM;
    const start = this.#length + 1;
    for (let index = 0; isPlain && index < length; index++) {
      const code = value.charCodeAt(index);
      if (code < 32 || code > 126 || code === QUOTE || code === BACKSLASH) return this.#addEscaped(value);
      waiting[start + index] = code;
    }
    if (!isPlain) return this.#addEscaped(value);
    waiting[start - 1] = waiting[start + length] = QUOTE;
    this.#length = start + length + 1;
    return length + 2;
  }

  #addEscaped(value: string): number {
    const text = JSON.stringify(value);
    this.add(text);
    return text.length;
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
