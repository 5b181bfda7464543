import type { Frame } from "./abi.js";

/**
 * A value that passes between a frame's private values and the rest of the world. Where it is no primitive, both lead
 * to it from now on: the frame is not proven any more.
 */
export function guard<T>(frame: Frame, value: T): T {
  if ((typeof value === "object" && value !== null) || typeof value === "function") frame.proven = false;
  return value;
}
