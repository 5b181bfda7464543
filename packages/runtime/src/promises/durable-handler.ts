import { boundParts } from "../machine/bound.js";
import { builtInId } from "../machine/built-ins.js";
import { closureRecord } from "../machine/closure-record.js";
import { machineOf } from "../machine/compiled.js";
import { memberOf } from "../machine/members.js";
import { revokerState } from "../machine/proxy.js";
import { referenceId } from "../machine/reference.js";
import { resolverState } from "./resolver.js";

/** Whether a reaction with this function can be stored; what is no function counts as none. */
export const isDurableHandler = (value: unknown): boolean =>
  typeof value !== "function" ||
  closureRecord(value) !== undefined ||
  machineOf(value) !== undefined ||
  memberOf(value) !== undefined ||
  resolverState(value) !== undefined ||
  revokerState(value) !== undefined ||
  isDurablyBound(value) ||
  referenceId(value) !== undefined ||
  builtInId(value) !== undefined;

function isDurablyBound(value: object): boolean {
  const target = boundParts(value)?.target;
  return target !== undefined && isDurableHandler(target);
}
