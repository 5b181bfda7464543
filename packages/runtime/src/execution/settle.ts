import { ABI_VERSION, DONE, THROW, type Frame, type Machine, type Resumption } from "../machine/abi.js";
import { addVersion, registry } from "../machine/registry.js";
import { frameOf } from "../frames/frame.js";

type End = (how: Resumption, value: unknown) => void;

/** Settles the promise of a call that is awaited where it was made, and hands its outcome on. */
const SETTLE: Machine = {
  abi: ABI_VERSION,
  id: "perdure:task#settle",
  hash: "1",
  name: "settle",
  file: "perdure",
  kind: "async",
  bind: () => ({}),
  step(frame, how, value) {
    // After a restore nobody has the promise any more.
    (frame.locals["end"] as End | undefined)?.(how, value);
    if (how === THROW) throw value;
    frame.out = value;
    return DONE;
  },
  checkpoints: {
    1: { key: "settle", kind: "call", line: 1, column: 1, source: "await promise", live: [] },
  },
};

addVersion(registry.machines, SETTLE);

export const settleFrame = (end: End, up: Frame | null): Frame => frameOf(SETTLE, undefined, { end }, up, 1);
