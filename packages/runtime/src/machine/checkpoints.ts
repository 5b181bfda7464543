import type { Checkpoint } from "./abi.js";

/** A checkpoint as compiled code writes it; `live` are its names with a space between. */
export type CheckpointRow = readonly [
  key: string,
  kind: Checkpoint["kind"],
  line: number,
  column: number,
  source: string,
  live: string,
];

/** The checkpoints of a machine, by number. Compiled code keeps each on one line. */
export function checkpoints(rows: Readonly<Record<number, CheckpointRow>>): Record<number, Checkpoint> {
  const entries = Object.entries(rows).map(([number, [key, kind, line, column, source, live]]) => {
    const names = live === "" ? [] : live.split(" ");
    return [number, { key, kind, line, column, source, live: names }] as const;
  });
  return Object.fromEntries(entries);
}
