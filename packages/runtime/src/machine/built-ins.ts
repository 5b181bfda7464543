import { registry } from "./registry.js";

/** Before the path of a built-in value, which is stored by name: `builtin:Math.max`. */
const PREFIX = "builtin:";

/** Namespaces of the language and of Node whose functions a program may keep in a variable. */
const NAMESPACES = ["Math", "JSON", "Reflect", "Atomics", "Intl", "console", "globalThis"];

/** Node's globals that are written in JavaScript; those of the language show native code. */
const NODE_GLOBALS = new Set(
  (
    "fetch setTimeout clearTimeout setInterval clearInterval setImmediate clearImmediate queueMicrotask " +
    "URL URLSearchParams AbortController AbortSignal TextEncoder TextDecoder Buffer Blob Event EventTarget"
  ).split(" "),
);

let idsByFunction: WeakMap<object, string> | undefined;
const functionsById = new Map<string, object>();

for (const name of NAMESPACES) {
  const value = (globalThis as Record<string, unknown>)[name] as object;
  registry.references.set(PREFIX + name, value);
  registry.referenceIds.set(value, PREFIX + name);
}

/** The id of a built-in function: a global one, or one in a namespace, a class or a prototype. */
export const builtInId = (value: object): string | undefined => (idsByFunction ?? readBuiltIns()).get(value);

/** The built-in function of an id, else undefined. */
export function builtIn(id: string): object | undefined {
  if (!id.startsWith(PREFIX)) return undefined;
  if (!idsByFunction) readBuiltIns();
  return functionsById.get(id);
}

/** Reads the global object once: some 1,500 functions. The first path that leads to one is its name. */
function readBuiltIns(): WeakMap<object, string> {
  idsByFunction = new WeakMap();
  for (const [name, value] of dataProperties(globalThis)) {
    if (NAMESPACES.includes(name)) addMembers(PREFIX + name, value);
    if (typeof value !== "function" || !(NODE_GLOBALS.has(name) || isNative(value))) continue;
    add(PREFIX + name, value);
    addMembers(PREFIX + name, value);
    addMembers(`${PREFIX}${name}.prototype`, (value as { prototype?: unknown }).prototype);
  }
  return idsByFunction;
}

const isNative = (value: object): boolean => /\[native code\]/.test(Function.prototype.toString.call(value));

function addMembers(path: string, holder: unknown): void {
  if ((typeof holder !== "object" && typeof holder !== "function") || holder === null) return;
  if (holder === globalThis) return;
  for (const [name, value] of dataProperties(holder)) {
    if (typeof value === "function" && name !== "constructor") add(`${path}.${name}`, value);
  }
}

function add(id: string, value: object): void {
  if (idsByFunction!.has(value)) return;
  idsByFunction!.set(value, id);
  functionsById.set(id, value);
}

function* dataProperties(holder: object): Iterable<[string, unknown]> {
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(holder))) {
    if ("value" in descriptor) yield [name, descriptor.value];
  }
}
