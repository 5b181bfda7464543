import { NATIVE, type NativeKind } from "../../machine/iteration/built-in-iteration.js";
import { Iteration } from "../../machine/iteration/iteration.js";
import {
  ITERATOR,
  iteratorObject,
  nativeKind,
  type IteratorObject,
} from "../../machine/iteration/iterator-object.js";
import { textField } from "../fields.js";
import { invalid } from "../snapshot-error.js";
import type { Kind } from "./kind.js";

/** An iterator that a program holds: `const it = map.entries()`. */
export const iterationObject: Kind<IteratorObject> = {
  name: "iterator",
  matches: (value): value is IteratorObject => Object.hasOwn(value, ITERATOR),
  encode: (value, writer) => ({
    of: nativeKind(value[ITERATOR]),
    iteration: writer.write(value[ITERATOR], "iteration"),
  }),
  otherKeys: (value) => Reflect.ownKeys(value).filter((key) => key !== ITERATOR),
  allocate(json) {
    const kind = textField(json, "of");
    if (!Object.hasOwn(NATIVE, kind)) throw invalid(`there is no iterator of ${kind}`);
    return iteratorObject(null, kind as NativeKind);
  },
  fill(value, json, reader) {
    const iteration = json["iteration"] === undefined ? undefined : reader.read(json["iteration"]);
    if (!(iteration instanceof Iteration)) throw invalid("an iterator without its iteration");
    (value as { [ITERATOR]: Iteration })[ITERATOR] = iteration;
  },
};
