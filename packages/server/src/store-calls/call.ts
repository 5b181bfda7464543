import type { Receipt } from "perdure/engine";

/** A worker's request, with its parts checked. */
export interface Call {
  readonly args: readonly unknown[];
  readonly connection: string;
  readonly receipt: Receipt | undefined;
}
