import { INTRINSICS } from "./intrinsics.js";
import { registry } from "./registry.js";

/** Before the path of a built-in value, which is stored by name: `builtin:Math.max`. */
const PREFIX = "builtin:";

/** Namespaces of the language and of Node whose functions a program may keep in a variable. */
const NAMESPACES = ["Math", "JSON", "Reflect", "Atomics", "Intl", "console", "globalThis"];

/** Node's globals that are written in JavaScript; those of the language show native code. */
const NODE_GLOBALS = new Set(
  (
    "fetch setTimeout clearTimeout setInterval clearInterval setImmediate clearImmediate queueMicrotask " +
    "URL URLSearchParams Event EventTarget"
  ).split(" "),
);

/** Accessors of Node, as others are, but reading these loads nothing. */
const LOADED = { Buffer, DOMException, AbortController, AbortSignal, TextEncoder, TextDecoder };

let idsByFunction: WeakMap<object, string> | undefined;
const functionsById = new Map<string, object>();

const prototypeNames = new WeakMap<object, string>();

for (const name of NAMESPACES) refer(name, (globalThis as Record<string, unknown>)[name]);
for (const [name, value] of [...globalFunctions(), ...INTRINSICS]) {
  if (typeof value === "function") addPrototype(`${name}.prototype`, dataProperty(value, "prototype"));
  else addPrototype(name, value);
}
for (const name of Object.getOwnPropertyNames(Intl)) {
  const value = dataProperty(Intl, name);
  if (isObject(value)) addPrototype(`Intl.${name}.prototype`, dataProperty(value, "prototype"));
}

/** The id of a built-in function: a global one, or one in a namespace, a class or a prototype. */
export const builtInId = (value: object): string | undefined => (idsByFunction ?? readBuiltIns()).get(value);

/** The built-in function of an id, else undefined. */
export function builtIn(id: string): object | undefined {
  if (!id.startsWith(PREFIX)) return undefined;
  if (!idsByFunction) readBuiltIns();
  return functionsById.get(id);
}

/** The name of a prototype that the language or Node made, such as `Map.prototype`. */
export const builtInPrototypeName = (prototype: object): string | undefined => prototypeNames.get(prototype);

function addPrototype(name: string, value: unknown): void {
  if (!isObject(value) || prototypeNames.has(value)) return;
  prototypeNames.set(value, name);
  refer(name, value);
}

/** Namespaces and prototypes look like plain objects to the codec, which asks the registry about those. */
function refer(name: string, value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  registry.references.set(PREFIX + name, value);
  registry.referenceIds.set(value, PREFIX + name);
}

/** Reads the global object once: some 2,000 functions. The first path that leads to one is its name. */
function readBuiltIns(): WeakMap<object, string> {
  idsByFunction = new WeakMap();
  for (const name of NAMESPACES) addMembers(name, (globalThis as Record<string, unknown>)[name]);
  for (const [name, value] of [...globalFunctions(), ...INTRINSICS]) {
    if (typeof value === "function") addFunction(name, value);
    else addMembers(name, value);
  }
  return idsByFunction;
}

function* globalFunctions(): Iterable<readonly [name: string, value: object]> {
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    const value = dataProperty(globalThis, name);
    if (typeof value === "function" && (NODE_GLOBALS.has(name) || isNative(value))) yield [name, value];
  }
  yield* Object.entries(LOADED);
}

function isNative(value: object): boolean {
  return /\[native code\]/.test(Function.prototype.toString.call(value));
}

function addFunction(name: string, value: object): void {
  add(name, value);
  addMembers(name, value);
  const prototype = dataProperty(value, "prototype");
  if (typeof prototype === "function") add(`${name}.prototype`, prototype);
  addMembers(`${name}.prototype`, prototype);
}

function addMembers(path: string, holder: unknown): void {
  if (!isObject(holder) || holder === globalThis) return;
  for (const key of Reflect.ownKeys(holder)) {
    const { value, get, set } = Object.getOwnPropertyDescriptor(holder, key)!;
    const name = `${path}${typeof key === "string" ? `.${key}` : `[${key.description}]`}`;
    if (typeof value === "function" && key !== "constructor") add(name, value as object);
    if (get) add(`${name} (get)`, get);
    if (set) add(`${name} (set)`, set);
  }
}

function add(name: string, value: object): void {
  if (idsByFunction!.has(value)) return;
  idsByFunction!.set(value, PREFIX + name);
  functionsById.set(PREFIX + name, value);
}

function dataProperty(holder: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(holder, key)?.value;
}

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}
