import { DEFINITION, type Defined } from "../api/definition.js";
import { closureRecord } from "../machine/closure.js";
import { decode, encode } from "../snapshot/index.js";

/** What an execution starts with: the arguments, and what a function inside a plain one has captured of it. */
export interface ExecutionInput {
  readonly captured: readonly unknown[];
  readonly args: readonly unknown[];
}

/** The text of the arguments, as a list; with captured variables an object that holds both. */
export function encodeInput(fn: Defined, args: readonly unknown[]): string {
  const captured = closureRecord(fn[DEFINITION].body)?.scopes ?? [];
  return encode(captured.length === 0 ? [...args] : { captured, args });
}

export function decodeInput(text: string): ExecutionInput {
  const input = decode(text) as readonly unknown[] | ExecutionInput;
  return "captured" in input ? input : { captured: [], args: input };
}
