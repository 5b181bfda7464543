const encoder = new TextEncoder();

/** Text in the making as UTF-8, which is what is hashed. */
export class Bytes {
  #bytes: Uint8Array;
  #length = 0;

  /** `expected`: about how long it becomes. */
  constructor(expected: number) {
    this.#bytes = new Uint8Array(expected);
  }

  get length(): number {
    return this.#length;
  }

  write(text: string): void {
    // A unit of UTF-16 is at most three bytes.
    if (this.#length + 3 * text.length > this.#bytes.length) this.#grow(3 * text.length);
    const bytes = this.#bytes;
    const start = this.#length;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (code > 127) {
        this.#length += encoder.encodeInto(text, bytes.subarray(start)).written;
        return;
      }
      bytes[start + index] = code;
    }
    this.#length = start + text.length;
  }

  slice(start: number, end: number): Uint8Array {
    return this.#bytes.subarray(start, end);
  }

  #grow(by: number): void {
    const grown = new Uint8Array(2 * (this.#bytes.length + by));
    grown.set(this.#bytes);
    this.#bytes = grown;
  }
}
