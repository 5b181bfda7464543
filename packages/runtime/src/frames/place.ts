import type { Checkpoint, Frame } from "../machine/abi.js";

/** The checkpoint at which a frame is suspended; undefined before its first. */
export const checkpointOf = (frame: Frame): Checkpoint | undefined => frame.machine.checkpoints[frame.pc];

/** `src/flow.ts:14`, for people. */
export function placeOf(frame: Frame): string {
  const checkpoint = checkpointOf(frame);
  return checkpoint ? `${frame.machine.file}:${checkpoint.line}` : frame.machine.file;
}
