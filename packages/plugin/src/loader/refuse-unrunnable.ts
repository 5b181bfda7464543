import type { PluginObj, types } from "@babel/core";
import { PluginError } from "../core/plugin-error.js";
import { decoratorsNeedBuild, type Message } from "../generated/messages.js";

/** A Babel plugin that refuses the syntax which no version of Node runs and which stripping leaves in place. */
export const refuseUnrunnable = (): PluginObj => ({
  visitor: {
    Decorator: ({ node }, { filename }) => refuse(decoratorsNeedBuild, node, filename),
  },
});

export function refuse(
  message: (parameters: { place: string }) => Message,
  { loc }: types.Node,
  filename: string | undefined,
): never {
  throw new PluginError(message({ place: `${filename}:${loc?.start.line ?? 1}` }));
}
