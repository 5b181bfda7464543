import { types } from "node:util";
import type { Frame, Machine } from "../machine/abi.js";
import { isNativeCode } from "../snapshot/error-class.js";
import { checkpointOf } from "../frames/place.js";

/** Errors whose stack has its callers. */
const traced = new WeakSet<object>();

/** Where this runtime drives a machine: what called it tells the author nothing. */
const BELOW = /\n {4}at drive \([^\n]*[\\/](?:execution[\\/]drive|dist[\\/]chunk-\w+)\.[jt]s:\d+:\d+\)[^]*/;
/** Its frames above, which the language has none for: iteration, private names, steps. */
const RUNTIME = /\n {4}at [^\n]*[\\/](?:perdure|packages[\\/]runtime)[\\/](?:dist|src)[\\/][^\n]*/g;

/**
 * An error leaves `frame`: its stack gets, once, the callers that wait on the frame's task, as the language does it
 * for async functions. `arrived`: the frame had waited for what failed, and is one of them.
 */
export function traceCallers(error: unknown, frame: Frame, arrived: boolean): void {
  if (!types.isNativeError(error) || traced.has(error)) return;
  traced.add(error);
  const stack = ownStack(error);
  if (stack === undefined) return;
  const upper = stack.replace(BELOW, "").replace(RUNTIME, "");
  const folder = folderOf(frame.machine, upper);
  let callers = "";
  for (let at = arrived ? frame : frame.up; at; at = at.up) callers += lineOf(at, frame.machine, folder);
  const whole = upper.endsWith(callers) ? upper : upper + callers;
  if (whole !== stack) error.stack = whole;
}

/** As the engine made it, else undefined: what a program has put there is its own. */
function ownStack(error: Error): string | undefined {
  const descriptor = Object.getOwnPropertyDescriptor(error, "stack");
  if (!descriptor || Object.isFrozen(error)) return undefined;
  const isEngines = descriptor.get ? isNativeCode(descriptor.get) : descriptor.writable;
  if (!isEngines) return undefined;
  const { stack } = error;
  return typeof stack === "string" ? stack : undefined;
}

/** `    at async checkout (/shop/src/cart.ts:14:3)` */
function lineOf(frame: Frame, thrower: Machine, folder: string): string {
  const { name, file } = frame.machine;
  const checkpoint = checkpointOf(frame);
  const place = checkpoint ? `:${checkpoint.line}:${checkpoint.column}` : "";
  const path = packageOf(frame.machine) === packageOf(thrower) ? folder + file : file;
  return `\n    at async ${name || "<anonymous>"} (${path}${place})`;
}

/** Where the machine's package stands (`/shop/`), if the stack tells; a machine knows its place in there only. */
function folderOf({ file }: Machine, stack: string): string {
  const end = stack.indexOf(`/${file}:`) + 1;
  if (end === 0) return "";
  const line = stack.slice(stack.lastIndexOf("\n", end) + 1, end);
  return line.replace(/^ *at (?:[^/:]*\()?/, "");
}

/** The first part of an id: `shop` of `shop/src/cart.ts#total`, and of `shop#checkout`. */
function packageOf({ id, file }: Machine): string {
  const prefix = id.slice(0, id.indexOf("#"));
  return prefix.endsWith(`/${file}`) ? prefix.slice(0, -file.length - 1) : prefix;
}
