import * as nodeModule from "node:module";
import { createHooks } from "./hooks.js";
import type { LoaderOptions } from "./options.js";

export type { LoaderOptions } from "./options.js";
export type { Variant } from "./variant.js";

type InThread = ReturnType<typeof createHooks>["inThread"];
/** Node 22.15 and 23.5 onwards. */
const { registerHooks } = nodeModule as { registerHooks?: (hooks: InThread) => unknown };

const registered = new Set<string>();

/**
 * Compiles the modules that this process imports from now on: the project's own TypeScript and JavaScript.
 * The same options register once. An import of a file that does not compile rejects with an error whose
 * `code` is the first diagnostic's, for example "PD1004", and whose message holds the code frame.
 */
export function registerLoader(options: LoaderOptions = {}): void {
  const key = JSON.stringify([options.variants ?? false, options.perdureFrom]);
  if (registered.has(key)) return;
  registered.add(key);
  process.setSourceMapsEnabled(true);
  if (registerHooks) registerHooks(createHooks(options).inThread);
  else nodeModule.register("./hooks-thread.js", import.meta.url, { data: options });
}
