import { decode } from "./decode.js";
import { encode } from "./encode.js";

/** A copy, as the other side of a call gets it; primitives cost nothing. */
export const byValue = (value: unknown): unknown =>
  (typeof value === "object" && value !== null) || typeof value === "function"
    ? decode(encode(value))
    : value;
