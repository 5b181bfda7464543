import * as t from "@babel/types";
import type { CheckInput } from "./check-input.js";
import { originOf } from "./imports.js";

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

const GLOBAL_CLASSES = words(
  "WeakMap WeakSet WeakRef FinalizationRegistry WebSocket EventSource BroadcastChannel MessageChannel",
);
const GLOBAL_FUNCTIONS: ReadonlyMap<string, string> = new Map([
  ["fetch", "A response of `fetch`"],
  ["setTimeout", "A timer"],
  ["setInterval", "A timer"],
  ["setImmediate", "A timer"],
]);
/** Functions of Node's modules that give a handle. */
const HANDLES: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["fs", words("createReadStream createWriteStream opendirSync watch")],
  ["fs/promises", words("open opendir")],
  ["net", words("connect createConnection createServer")],
  ["tls", words("connect createServer")],
  ["http", words("createServer get request")],
  ["https", words("createServer get request")],
  ["http2", words("connect createServer createSecureServer")],
  ["dgram", words("createSocket")],
  ["child_process", words("spawn exec execFile fork")],
  ["readline", words("createInterface")],
  ["readline/promises", words("createInterface")],
  ["crypto", words("createHash createHmac createCipheriv createDecipheriv createSign createVerify")],
  ["timers", words("setTimeout setInterval setImmediate")],
]);
const HANDLE_CLASSES: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["worker_threads", words("Worker MessageChannel")],
  ["net", words("Socket Server")],
  ["stream", words("Readable Writable Duplex Transform PassThrough")],
  ["async_hooks", words("AsyncLocalStorage")],
]);

/** What an expression gives, for a message, where its syntax shows that no snapshot can hold it; else null. */
export function unstorableValue(node: t.Node, input: CheckInput): string | null {
  if (t.isAwaitExpression(node)) return awaited(node.argument, input);
  if (t.isNewExpression(node)) {
    const [global, handle] = nameOf(node.callee, input);
    if (global && GLOBAL_CLASSES.has(global)) return `A ${global}`;
    return handle && HANDLE_CLASSES.get(handle.source)?.has(handle.name) ? `A ${handle.name}` : null;
  }
  if (!t.isCallExpression(node)) return null;
  const [global, handle] = nameOf(node.callee, input);
  if (global) return global === "fetch" ? "A promise of `fetch`" : (GLOBAL_FUNCTIONS.get(global) ?? null);
  if (!handle || !HANDLES.get(handle.source)?.has(handle.name)) return null;
  return `The result of \`${handle.name}\``;
}

function awaited(node: t.Node, input: CheckInput): string | null {
  if (!t.isCallExpression(node)) return null;
  const [global, handle] = nameOf(node.callee, input);
  if (global === "fetch") return GLOBAL_FUNCTIONS.get(global)!;
  const isHandle = handle?.source === "fs/promises" && HANDLES.get(handle.source)!.has(handle.name);
  return isHandle ? `The result of \`${handle.name}\`` : null;
}

type Handle = { readonly source: string; readonly name: string };

/** A name of the platform, or one that Node's modules export: `createServer`, `http.createServer`. */
function nameOf(
  callee: t.Node,
  { bindings, module }: CheckInput,
): [global: string | null, handle: Handle | null] {
  const isMember = t.isMemberExpression(callee) && !callee.computed;
  const base = isMember ? callee.object : callee;
  if (!t.isIdentifier(base) || bindings.references.get(base)?.binding) return [null, null];
  if (!module.bindings.has(base.name)) return [isMember ? null : base.name, null];
  const origin = originOf(module, base.name);
  if (!origin?.isNode) return [null, null];
  if (!isMember) return [null, origin];
  const isWhole = origin.name === "*" || origin.name === "default";
  return [
    null,
    isWhole && t.isIdentifier(callee.property) ? { ...origin, name: callee.property.name } : null,
  ];
}
