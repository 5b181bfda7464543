/** What compiled code imports. See `docs/machine-abi.md`. */
export { ABI_VERSION, AWAIT, CALL, DONE, YIELD, NEXT, THROW, RETURN, MACHINE, CLOSURE } from "./abi.js";
export type {
  Checkpoint,
  ClosureCode,
  ClosureRecord,
  CompiledFunction,
  Frame,
  Locals,
  Machine,
  Resumption,
  Scope,
  Signal,
} from "./abi.js";
export { attach, machine } from "./compiled.js";
export { start } from "./start.js";
export { closure, fn } from "./closure.js";
export { constant, read, uninitialised, write } from "./bindings.js";
export { invoke } from "./invoke.js";
export { iterate, iterateMethod } from "./iterator.js";
export { references } from "./reference.js";
