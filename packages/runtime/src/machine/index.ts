/** What compiled code imports. See `docs/machine-abi.md`. */
export { ABI_VERSION, AWAIT, CALL, DELEGATE, DONE, YIELD, NEXT, THROW, RETURN, MACHINE } from "./abi.js";
export type {
  Checkpoint,
  ClosureCode,
  ClosureRecord,
  CompiledFunction,
  Frame,
  Locals,
  Machine,
  Make,
  Resumption,
  Scope,
  Signal,
  TaskCode,
} from "./abi.js";
export { attach, machine } from "./compiled.js";
export { start } from "./start.js";
export { closure, closureWithThis, fn, fnGiven, task, withMembers } from "./closure.js";
export { made } from "./closure-record.js";
export { bind } from "./bound.js";
export { constant, read, uninitialised, write } from "./bindings.js";
export { guard } from "./guard.js";
export { construct, invoke } from "./invoke.js";
export {
  destructurable,
  iterable,
  iterate,
  iterateAsync,
  iterateKeys,
  iterateMethod,
  iteratorOf,
  objectRest,
} from "./iteration/index.js";
export { checkpoints } from "./checkpoints.js";
export { argumentsOf } from "./arguments.js";
export { delegate, delegateAsync, delegateCall, delegateStep, delegateTake } from "../generators/index.js";
export { references } from "./reference.js";
export { entity, objectClass } from "./object-class.js";
export { decorate, initialValue, runInitializers } from "./decorators.js";
export { decorateOlder, ofParameter } from "./older-decorators.js";
export { held, keep } from "./held.js";
export { STATICS, classOf, initialise } from "./class.js";
export { accessor, define, extend, setPrototype } from "./object-literal.js";
export { stale, turn } from "./stale.js";
export { said } from "./said.js";
export { newPromise, promises } from "./promises.js";
export { proxy, revocable } from "./proxy.js";
export { key, named } from "./property-key.js";
export { deleteSuper, superRef } from "./super.js";
export {
  disposeResources,
  nextResource,
  resourceFailed,
  resources,
  useAsyncResource,
  useResource,
} from "./resources.js";
export {
  brand,
  invokePrivate,
  privateAccessor,
  privateHas,
  privateInit,
  privateMethod,
  privateName,
  privateRef,
  privateRefOptional,
} from "./private.js";
export { templateSite, templateStrings as template } from "./template-site.js";
export { strings } from "./template-strings.js";
