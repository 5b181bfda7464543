import { ITERATION, Iteration } from "./iteration.js";

/** An iteration over the code points of a string. */
export class TextIteration extends Iteration {
  get [ITERATION](): "text" {
    return "text";
  }
  readonly text: string;
  /** In UTF-16 code units. */
  index: number;

  constructor(text: string, index = 0) {
    super();
    this.text = text;
    this.index = index;
  }

  next(): boolean {
    const point = this.text.codePointAt(this.index);
    this.value = point === undefined ? undefined : String.fromCodePoint(point);
    this.index += point === undefined ? 0 : (this.value as string).length;
    return point !== undefined;
  }
}
