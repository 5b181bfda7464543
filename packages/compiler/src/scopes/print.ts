import { print } from "../print/print.js";
import type { ConvertedFunction } from "./convert.js";

/** The function without closures, then the code of each closure. */
export function printConverted({ root, closures }: ConvertedFunction): string {
  const codes = closures.map(({ id, scopes, node }) => `// ${id} (${scopes.join(", ")})\n${print(node)}`);
  return [...(root?.body ?? []).map(print), ...codes].join("\n");
}
