/** Iterations that a snapshot can store: what loops, patterns and iterator variables of compiled code use. */
export { iterateAsync } from "./async-iteration.js";
export { destructurable, iterable, objectRest } from "./destructuring.js";
export { iterate, iterateMethod } from "./iterate.js";
export { iteratorOf } from "./iterator-of.js";
export { iterateKeys } from "./key-iteration.js";
