import type { Frame, Machine } from "../machine/abi.js";
import { findVersion, registry } from "../machine/registry.js";
import { checkpointOf, placeOf } from "./place.js";

/** A frame as it is stored. `at` is its checkpoint's key; `place` is for people. */
export interface StoredFrame {
  readonly machine: string;
  readonly hash: string;
  readonly at: string;
  readonly place: string;
  readonly live: Readonly<Record<string, unknown>>;
  readonly self?: unknown;
  /** The async generator whose body it is. */
  readonly generator?: object;
}

/** The stored form of a suspended frame. */
export function storedFrame(frame: Frame): StoredFrame {
  const checkpoint = checkpointOf(frame);
  if (!checkpoint)
    throw new RangeError(`${frame.machine.id} is suspended at ${frame.pc}, which is no checkpoint`);
  const live: Record<string, unknown> = {};
  for (const name of checkpoint.live) live[name] = frame.locals[name];
  const { id: machine, hash } = frame.machine;
  const stored: { -readonly [Key in keyof StoredFrame]: StoredFrame[Key] } = {
    machine,
    hash,
    at: checkpoint.key,
    place: placeOf(frame),
    live,
  };
  if (frame.self !== undefined) stored.self = frame.self;
  if (frame.generator) stored.generator = frame.generator;
  return stored;
}

const OTHER_COMPILER = "the source is the same, and another version of the compiler has compiled it;";

/** Where a stored frame goes on: undefined where its code is not loaded, a text where an edit keeps it from it. */
export function fitFrame(
  stored: Pick<StoredFrame, "machine" | "hash" | "at" | "live">,
): { readonly machine: Machine; readonly pc: number } | string | undefined {
  const machine = findVersion(registry.machines, stored.machine, stored.hash);
  if (!machine) return undefined;
  const found = Object.entries(machine.checkpoints).find(([, checkpoint]) => checkpoint.key === stored.at);
  if (!found) {
    return machine.hash === stored.hash
      ? `${OTHER_COMPILER} its await is gone`
      : `the await "${stored.at}" is gone from version ${machine.hash}`;
  }
  const [pc, { live }] = found;
  const change = changeOf(Object.keys(stored.live), live);
  if (change === undefined) return { machine, pc: Number(pc) };
  return machine.hash === stored.hash ? `${OTHER_COMPILER} ${change}` : change;
}

/**
 * What keeps a machine from going on with the variables of another one, or undefined where nothing does. Also code that
 * nobody has edited may name them otherwise: another version of the compiler.
 */
function changeOf(before: readonly string[], live: readonly string[]): string | undefined {
  if (before.length === live.length && before.every((name, at) => name === live[at])) return undefined;
  const missing = live.filter((name) => !before.includes(name));
  const extra = before.filter((name) => !live.includes(name));
  const changes = [
    missing.length ? `it now needs ${missing.join(", ")}, which the snapshot does not hold` : "",
    extra.length ? `the snapshot holds ${extra.join(", ")}, which it no longer uses there` : "",
  ];
  return changes.filter(Boolean).join("; ") || undefined;
}
