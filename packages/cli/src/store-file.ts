import { PerdureError } from "perdure";
import { storeUnknown } from "./generated/messages.js";

/** The file of `sqlite:./perdure.db`. Throws PD2325. */
export function storeFile(store: string): string {
  const file = /^sqlite:(.+)$/s.exec(store)?.[1]?.replace(/^\/\/(?=\/)/, "");
  if (file === undefined || file.startsWith("//")) throw new PerdureError(storeUnknown({ store }));
  return file;
}
