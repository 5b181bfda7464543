/** How many characters wait to be made a string together, and how many at first; a longer piece does not wait. */
const ROOM = 1 << 14;
const FIRST_ROOM = 1 << 10;
/** A text that is shorter never waits. */
const SHORT = 100;
const QUOTE = '"'.charCodeAt(0);
const BACKSLASH = "\\".charCodeAt(0);

/** A long text in the making. Short pieces are written down one after the other: none of them is kept in memory. */
export class LongText {
  #text = "";
  #waiting: Buffer | null = null;
  #room = FIRST_ROOM;
  #length = 0;

  add(piece: string): void {
    const { length } = piece;
    const waiting = this.#roomFor(length);
    if (waiting === null) return this.#append(piece);
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
    const waiting = this.#roomFor(length + 2);
    if (waiting === null) return this.#addEscaped(value);
    const start = this.#length + 1;
    for (let index = 0; index < length; index++) {
      const code = value.charCodeAt(index);
      if (code < 32 || code > 126 || code === QUOTE || code === BACKSLASH) return this.#addEscaped(value);
      waiting[start + index] = code;
    }
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
    this.#waiting ??= Buffer.allocUnsafe(FIRST_ROOM);
    this.#roomFor(1)![this.#length++] = code;
  }

  /** Where characters wait; null where they do not. */
  #roomFor(length: number): Buffer | null {
    if (length > FIRST_ROOM) return null;
    if (this.#length + length > this.#room) {
      this.#join();
      if (this.#room < ROOM) this.#waiting = Buffer.allocUnsafeSlow(ROOM);
      this.#room = ROOM;
    }
    return this.#waiting;
  }

  #append(piece: string): void {
    this.#join();
    this.#text += piece;
    if (this.#text.length > SHORT) this.#waiting ??= Buffer.allocUnsafe(FIRST_ROOM);
  }

  #join(): void {
    if (this.#length === 0) return;
    this.#text += this.#waiting!.toString("latin1", 0, this.#length);
    this.#length = 0;
  }

  toString(): string {
    return this.#length === 0 ? this.#text : this.#text + this.#waiting!.toString("latin1", 0, this.#length);
  }
}
