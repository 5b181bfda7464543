import { ABI_VERSION, DONE, THROW, type Machine } from "../machine/abi.js";
import { addVersion, registry } from "../machine/registry.js";

/** The body of an async generator that has ended, or not begun, and that is asked to `return` a value: it awaits it. */
export const ENDED: Machine = {
  abi: ABI_VERSION,
  id: "perdure:generator#ended",
  hash: "1",
  name: "return",
  file: "perdure",
  kind: "asyncGenerator",
  bind: () => ({}),
  step(frame, how, value) {
    if (how === THROW) throw value;
    frame.out = value;
    return DONE;
  },
  checkpoints: {
    0: { key: "return", kind: "await", line: 1, column: 1, source: "generator.return(value)", live: [] },
  },
};

addVersion(registry.machines, ENDED);
