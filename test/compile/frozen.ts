import { AWAIT, CALL, MACHINE, fn, fnGiven, type Frame, type Machine } from "perdure/machine";
import { closureRecord } from "../../packages/runtime/src/machine/closure-record.js";

type Fn = (...args: unknown[]) => unknown;
type Outcome = readonly [how: 0 | 1, value: unknown];

/** Reading anything that a checkpoint does not list as live fails. */
const poison: object = new Proxy(Object.create(null) as object, {
  get: (_, key) => {
    throw new Error(`A variable that is not live was used (${String(key)}).`);
  },
  apply: () => {
    throw new Error("A variable that is not live was called.");
  },
});

const machineOf = (value: unknown): Machine | undefined =>
  typeof value === "function" ? (value as unknown as Record<symbol, Machine>)[MACHINE] : undefined;

/**
 * Drives a compiled function and, at each suspension, throws everything away but what its checkpoint lists:
 * live variables are copied as a graph, closures are made anew from their records.
 */
export async function runFrozen(
  main: Fn,
  args: readonly unknown[],
  outside: readonly unknown[],
): Promise<unknown> {
  let frame: Frame = newFrame(machineOf(main)!, undefined, args, null);
  let outcome: Outcome = [0, undefined];
  for (;;) {
    let operand: unknown;
    try {
      const signal = frame.machine.step.call(frame.self, frame, outcome[0], outcome[1]);
      if (signal === CALL) {
        const { out, receiver, args: given } = frame;
        const machine = machineOf(out);
        if (machine) {
          frame = newFrame(machine, receiver, given!, frame);
          outcome = [0, undefined];
          continue;
        }
        try {
          operand = Reflect.apply(out as Fn, receiver, given as unknown[]);
        } catch (error) {
          outcome = [1, error];
          continue;
        }
      } else if (signal === AWAIT) operand = frame.out;
      else {
        if (!frame.up) return await frame.out;
        operand = frame.out;
        frame = frame.up;
      }
    } catch (error) {
      if (!frame.up) throw error;
      frame = frame.up;
      outcome = [1, error];
      continue;
    }
    outcome = await settle(operand);
    [frame, outcome] = restore(frame, outcome, new Set(outside));
  }
}

const settle = async (operand: unknown): Promise<Outcome> => {
  try {
    return [0, await operand];
  } catch (error) {
    return [1, error];
  }
};

const newFrame = (machine: Machine, self: unknown, args: readonly unknown[], up: Frame | null): Frame => ({
  machine,
  pc: 0,
  locals: (machine.bind as Fn).apply(self, args as unknown[]) as Frame["locals"],
  self,
  up,
  out: undefined,
  args: undefined,
  receiver: undefined,
});

/** The frame and its callers, copied. What came from outside the program keeps its identity. */
function restore(frame: Frame, [how, value]: Outcome, outside: ReadonlySet<unknown>): [Frame, Outcome] {
  const copies = new Map<unknown, unknown>();
  const copy = (original: unknown): unknown => {
    if (original === null || (typeof original !== "object" && typeof original !== "function"))
      return original;
    if (outside.has(original) || machineOf(original)) return original;
    const known = copies.get(original);
    if (known !== undefined) return known;
    return typeof original === "function" ? copyFunction(original as Fn) : copyObject(original);
  };
  const copyFunction = (original: Fn): unknown => {
    const record = closureRecord(original);
    if (!record) return original;
    const scopes = record.scopes.map((scope) => copy(scope) as Record<string, unknown>);
    const closure = record.given
      ? fnGiven(record.id, copy(record.self), scopes, record.given.map(copy))
      : fn(record.id, copy(record.self), ...scopes);
    copies.set(original, closure);
    return closure;
  };
  const copyObject = (original: object): object => {
    if (original instanceof Error || original instanceof Promise) return original;
    if (original instanceof Map || original instanceof Set) {
      const collection = original instanceof Map ? new Map() : new Set();
      copies.set(original, collection);
      if (original instanceof Map)
        original.forEach((item, key) => (collection as Map<unknown, unknown>).set(copy(key), copy(item)));
      else original.forEach((item) => (collection as Set<unknown>).add(copy(item)));
      return collection;
    }
    const shell = Array.isArray(original)
      ? []
      : (Object.create(Object.getPrototypeOf(original) as object) as object);
    copies.set(original, shell);
    for (const key of Reflect.ownKeys(original)) {
      const descriptor = Object.getOwnPropertyDescriptor(original, key)!;
      if ("value" in descriptor) descriptor.value = copy(descriptor.value);
      Object.defineProperty(shell, key, descriptor);
    }
    return shell;
  };
  const copyFrame = (original: Frame): Frame => {
    const { live } = original.machine.checkpoints[original.pc]!;
    const names = Object.keys(original.locals);
    const missing = live.filter((name) => !names.includes(name));
    if (missing.length) throw new Error(`Live but not stored: ${missing.join(", ")}`);
    const locals = names.map((name) => [name, live.includes(name) ? copy(original.locals[name]) : poison]);
    return {
      ...original,
      locals: Object.fromEntries(locals) as Frame["locals"],
      self: copy(original.self),
      up: original.up && copyFrame(original.up),
      out: undefined,
      args: undefined,
      receiver: undefined,
    };
  };
  const restored = copyFrame(frame);
  return [restored, [how, copy(value)]];
}
