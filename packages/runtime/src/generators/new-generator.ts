import { NEXT, type Arguments, type Machine } from "../machine/abi.js";
import { newFrame } from "../frames/frame.js";
import { ASYNC_GENERATOR_PROTOTYPE } from "./async-prototype.js";
import { GENERATOR_PROTOTYPE } from "./prototype.js";
import { generatorObject } from "./state.js";

/** What a call of a generator function gives. Parameters are bound, and may throw, here; the body starts later. */
export function newGenerator(
  machine: Machine,
  self: unknown,
  args: Arguments,
  maker: object | undefined,
): object {
  const asynchronous = machine.kind === "asyncGenerator";
  const frame = newFrame(machine, self, args, null);
  const prototype = (maker as { prototype?: unknown } | undefined)?.prototype;
  const generator = generatorObject(
    { asynchronous, at: machine.startsAtCall ? "yield" : "start", frame, maker, requests: [] },
    typeof prototype === "object" && prototype !== null ? prototype : generatorPrototype(asynchronous),
  );
  if (machine.startsAtCall) machine.step.call(frame.self, frame, NEXT, undefined);
  if (asynchronous) frame.generator = generator;
  return generator;
}

/** What generators inherit from whose function has no `prototype` of its own. */
export const generatorPrototype = (asynchronous: boolean): object =>
  asynchronous ? ASYNC_GENERATOR_PROTOTYPE : GENERATOR_PROTOTYPE;
