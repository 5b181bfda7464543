import { Arbitrary, Stream, Value, type Random } from "fast-check";
import type { Feature } from "./features.js";
import { writeProgram } from "./program.js";
import type { Node } from "./tree/node.js";
import { smaller } from "./tree/smaller.js";

/** Random programs that shrink by leaving parts out. */
export class ProgramArbitrary extends Arbitrary<Node> {
  readonly #features: ReadonlySet<Feature>;

  constructor(features: ReadonlySet<Feature>) {
    super();
    this.#features = features;
  }

  override generate(random: Random): Value<Node> {
    return new Value(writeProgram(random, this.#features), 0);
  }

  override canShrinkWithoutContext(value: unknown): value is Node {
    return typeof value === "object" && value !== null && "parts" in value;
  }

  /** Goes on with the cut after the one that led here: those before have been tried on nearly the same program. */
  override shrink(value: Node, context: unknown): Stream<Value<Node>> {
    return new Stream(this.#rotated(value, typeof context === "number" ? context : 0));
  }

  *#rotated(program: Node, start: number): Generator<Value<Node>> {
    let index = 0;
    for (const cut of smaller(program)) if (index++ >= start) yield new Value(cut, index - 1);
    index = 0;
    for (const cut of smaller(program)) {
      if (index++ >= start) return;
      yield new Value(cut, index - 1);
    }
  }
}
