import { NATIVE, type NativeKind } from "../../machine/iteration/built-in-iteration.js";
import { Iteration } from "../../machine/iteration/iteration.js";
import {
  iteratorObject,
  iteratorState,
  type IteratorObject,
} from "../../machine/iteration/iterator-object.js";
import { textField } from "../fields.js";
import { invalid } from "../snapshot-error.js";
import type { Kind } from "./kind.js";

/** An iterator that a program holds: `const it = map.entries()`. */
export const iterationObject: Kind<IteratorObject> = {
  name: "iterator",
  matches: (value): value is IteratorObject => iteratorState(value) !== undefined,
  pristine: (value) => ({ object: pristineOf(iteratorState(value)!.kind), is: Object.is }),
  encode(value, writer) {
    const { kind, iteration } = iteratorState(value)!;
    return { of: kind, iteration: writer.write(iteration, "iteration") };
  },
  allocate(json) {
    const kind = textField(json, "of");
    if (!Object.hasOwn(NATIVE, kind)) throw invalid(`there is no iterator of ${kind}`);
    return iteratorObject(undefined, kind as NativeKind);
  },
  fill(value, json, reader) {
    const iteration = json["iteration"] === undefined ? undefined : reader.read(json["iteration"]);
    if (!(iteration instanceof Iteration)) throw invalid("an iterator without its iteration");
    iteratorState(value)!.iteration = iteration;
  },
};

const pristines = new Map<NativeKind, object>();

function pristineOf(kind: NativeKind): object {
  const known = pristines.get(kind) ?? iteratorObject(undefined, kind);
  pristines.set(kind, known);
  return known;
}
