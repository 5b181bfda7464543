import type { InitializeHook, LoadHook, ResolveHook } from "node:module";
import { createHooks } from "./hooks.js";
import type { LoaderOptions } from "./options.js";

/** What `module.register` runs in Node's hooks thread, where `module.registerHooks` does not exist. */
let hooks = createHooks({}).offThread;

export const initialize: InitializeHook<LoaderOptions> = (options) => {
  hooks = createHooks(options).offThread;
};
export const resolve: ResolveHook = (specifier, context, next) => hooks.resolve(specifier, context, next);
export const load: LoadHook = (url, context, next) => hooks.load(url, context, next);
