import { readFileSync } from "node:fs";
import { PerdureError } from "perdure";
import { tokenFileUnreadable } from "./generated/messages.js";

/** The token, from the file where one is named. Throws PD2326 for a file that is not there, or empty. */
export function readToken(given: {
  readonly token?: string;
  readonly tokenFile?: string;
}): string | undefined {
  const { token, tokenFile: file } = given;
  // An empty variable of the environment means that there is none.
  if (file === undefined) return token === "" ? undefined : token;
  let content: string;
  try {
    content = readFileSync(file, "utf8").trim();
  } catch (error) {
    throw new PerdureError(tokenFileUnreadable({ file, reason: (error as Error).message }));
  }
  if (content === "") throw new PerdureError(tokenFileUnreadable({ file, reason: "it is empty" }));
  return content;
}
