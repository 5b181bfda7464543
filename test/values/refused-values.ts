import { EventEmitter } from "node:events";
import * as os from "node:os";
import { Socket } from "node:net";
import { runInNewContext, runInThisContext } from "node:vm";

/** Of code that the compiler does not see. */
const plain = <T>(text: string): T => runInThisContext(`(${text})`) as T;

/** For each row of docs/values.md that cannot be stored: values of it, each with what the error calls it. */
export const refusedValues: Readonly<Record<string, readonly [kind: string, make: () => unknown][]>> = {
  "other promises": [["Promise", () => plain("new Promise(() => {})")]],
  "functions of code that is not compiled and is not imported by name; those that it binds": [
    ["function", () => plain("function mail() {}")],
    ["bound", () => plain("Math.max.bind(null, 1)")],
  ],
  "`WeakMap`, `WeakSet`, `WeakRef`": [
    ["WeakMap", () => new WeakMap()],
    ["WeakSet", () => new WeakSet()],
    ["WeakRef", () => new WeakRef({})],
  ],
  "other proxies": [
    ["Proxy", () => new Proxy({}, plain("{ get() { throw new Error('looked at') } }"))],
    ["Proxy", () => plain("Proxy.revocable({}, {}).proxy")],
  ],
  "sockets, streams, timers, `EventEmitter`, workers, `AbortController`, `Blob`, key objects": [
    ["Socket", () => new Socket()],
    ["EventEmitter", () => new EventEmitter()],
    ["AbortController", () => new AbortController()],
    ["Blob", () => new Blob(["a"])],
    ["Timeout", () => setTimeout(() => undefined, 0)],
  ],
  "formatters of `Intl`, `WebAssembly` objects": [
    ["NumberFormat", () => new Intl.NumberFormat("en")],
    ["Memory", () => plain("new WebAssembly.Memory({ initial: 1 })")],
  ],
  "iterators of other code, generators of code that is not compiled": [
    ["Generator|generator", () => plain<() => unknown>("function* () { yield 1 }")()],
    ["Iterator", () => plain("new Map([[1, 2]]).entries()")],
  ],
  "`SharedArrayBuffer`, resizable or detached `ArrayBuffer`": [
    ["SharedArrayBuffer", () => new SharedArrayBuffer(1)],
    ["ArrayBuffer", () => plain("new ArrayBuffer(1, { maxByteLength: 2 })")],
    [
      "detached ArrayBuffer",
      () => plain("(bytes => (structuredClone(bytes, { transfer: [bytes] }), bytes))(new ArrayBuffer(1))"),
    ],
  ],
  "module namespaces (`import * as x`) of files that are not compiled": [["namespace|Proxy", () => os]],
  "accessors (`get`, `set`) of code that is not compiled": [
    ["accessor", () => plain("{ get price() { throw new Error('looked at') } }")],
  ],
  "objects of other realms (`vm` contexts), but for errors": [
    ["Object|another", () => runInNewContext("({ a: 1 })")],
    ["Map", () => runInNewContext("new Map()")],
  ],
};
