import type { Execution } from "../../store/store.js";
import { readControl, type ActiveCall } from "../control.js";

/** The call that a durable object carries out. */
export interface ObjectHolder {
  readonly method: string;
  /** The execution that has made the call; null: somebody outside. */
  readonly caller: string | null;
  readonly callId: string;
  readonly since: Date;
}

/** Who holds a durable object; null where it is free, or no object. */
export function holderOf({ control }: Pick<Execution, "control">): ObjectHolder | null {
  const call = callIn(control);
  if (!call) return null;
  const { id: callId, method, sinceMs, caller } = call;
  return { method, caller, callId, since: new Date(sinceMs) };
}

/** A damaged text must not keep its execution out of lists: they are where people find it. */
function callIn(control: string | null): ActiveCall | undefined {
  try {
    return readControl(control).call;
  } catch {
    return undefined;
  }
}
