import type { PluginObj } from "@babel/core";
import { holdsAccessor, replaceAccessors } from "@perdure/compiler";

/** A Babel plugin that writes `accessor` fields, which no version of Node runs, as the compiler does in durable functions. */
export const accessorsReplaced = (): PluginObj => ({
  visitor: {
    Program({ node }) {
      if (holdsAccessor(node)) replaceAccessors(node);
    },
  },
});
