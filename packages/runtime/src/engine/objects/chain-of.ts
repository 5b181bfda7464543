import type { Execution } from "../../store/store.js";
import type { Core } from "../core.js";
import { readHeader } from "../header.js";

/** Durable objects that wait for what an execution does now, the first one first. */
export function chainOf({ runs }: Pick<Core, "runs">, execution: Execution): readonly string[] {
  const run = runs.get(execution.id);
  if (!run?.live.ports.object) return readHeader(execution).chain ?? [];
  return [...(run.control.call?.chain ?? []), execution.id];
}
