import { pathToFileURL } from "node:url";
import { resolve } from "node:path";
import { DEFINITION } from "perdure/engine";
import type { DurableFunction } from "perdure";

/** What a program for the modes exports: a durable function, and the arguments to start it with. */
export interface Program {
  readonly fn: DurableFunction<readonly unknown[], unknown>;
  readonly args: readonly unknown[];
}

let loads = 0;

/** Imports a file and what it imports locally, afresh, with or without the compiler. */
export async function loadProgram(file: string, variant: "plain" | "compiled"): Promise<Program> {
  const url = pathToFileURL(resolve(file));
  url.search = `?perdure=${variant}&load=${++loads}`;
  const module = (await import(url.href)) as { default?: unknown; args?: unknown };
  const { default: fn, args = [] } = module;
  if (typeof fn !== "function" || !(DEFINITION in fn)) {
    throw new TypeError(`${file} has no durable function as its default export.`);
  }
  if (!Array.isArray(args)) throw new TypeError(`${file} exports args that are not an array.`);
  return { fn: fn as unknown as Program["fn"], args };
}
