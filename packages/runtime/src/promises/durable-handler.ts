import { builtInId } from "../machine/built-ins.js";
import { closureRecord } from "../machine/closure-record.js";
import { machineOf } from "../machine/compiled.js";
import { referenceId } from "../machine/reference.js";
import { resolverState } from "./resolver.js";

/** Whether a reaction with this function can be stored; what is no function counts as none. */
export const isDurableHandler = (value: unknown): boolean =>
  typeof value !== "function" ||
  closureRecord(value) !== undefined ||
  machineOf(value) !== undefined ||
  resolverState(value) !== undefined ||
  referenceId(value) !== undefined ||
  builtInId(value) !== undefined;
