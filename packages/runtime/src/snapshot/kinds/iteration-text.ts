import { iterationKind } from "../../machine/iteration/iteration.js";
import { TextIteration } from "../../machine/iteration/text-iteration.js";
import { countField, textField } from "../fields.js";
import type { Kind } from "./kind.js";

/** Where a loop over a string stands. */
export const iterationText: Kind<TextIteration> = {
  name: "text-iteration",
  matches: (value): value is TextIteration => iterationKind(value) === "text",
  encode: ({ text, index }) => ({ text, index }),
  otherKeys: () => [],
  allocate(json) {
    const text = textField(json, "text");
    return new TextIteration(text, countField(json, "index", 0, text.length));
  },
};
