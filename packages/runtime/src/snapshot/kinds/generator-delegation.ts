import { Delegation, type DelegationPhase } from "../../generators/delegation.js";
import { textField } from "../fields.js";
import { invalid } from "../snapshot-error.js";
import { flagField } from "./iteration-flag.js";
import { readIterating, writeIterating } from "./iteration-protocol.js";
import type { Kind } from "./kind.js";

const PHASES: readonly string[] = ["step", "return", "close", "value"] satisfies DelegationPhase[];

/** Where a `yield*` of compiled code stands: the iterator, and its `next` as it was read at the start. */
export const delegation: Kind<Delegation> = {
  name: "delegation",
  prototype: Delegation.prototype,
  matches: (value): value is Delegation => value instanceof Delegation,
  encode: (value, writer) => ({
    phase: value.phase,
    overSync: value.overSync,
    ...writeIterating(value, writer),
  }),
  otherKeys: () => [],
  allocate(json) {
    const phase = textField(json, "phase");
    if (!PHASES.includes(phase)) throw invalid(`there is no phase ${phase}`);
    return new Delegation({}, undefined, flagField(json, "overSync"), phase as DelegationPhase);
  },
  fill: (value, json, reader) => void Object.assign(value, readIterating(json, reader)),
};
