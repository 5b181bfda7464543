import { print } from "../ast/print.js";
import type { Converted } from "./convert.js";

/** The function without closures, then the code of each closure. */
export function printConverted({ body, closures }: Converted): string {
  const codes = closures.map(({ id, scopes, node }) => `// ${id} (${scopes.join(", ")})\n${print(node)}`);
  return [...body.map(print), ...codes].join("\n");
}
