import { PerdureError } from "../../errors/perdure-error.js";
import { invalidCoordinator } from "../../generated/messages.js";

/** The address of a coordinator without a slash at its end. Throws a PerdureError (PD2265). */
export function checkEndpoint(where: string, url: unknown, token?: unknown): string {
  const problem = problemOf(url, token);
  if (problem !== undefined) throw new PerdureError(invalidCoordinator({ where, problem }));
  return String(url).replace(/\/+$/, "");
}

function problemOf(url: unknown, token: unknown): string | undefined {
  if (typeof url !== "string" || !URL.canParse(url)) return "something that is not an address";
  const { protocol, username, password, search, hash } = new URL(url);
  if (protocol !== "http:" && protocol !== "https:") return "an address that is neither http: nor https:";
  if (username || password) return "an address that holds a user name or a password";
  if (search || hash) return "an address with a query or a fragment";
  if (token === undefined) return undefined;
  // What a header cannot carry must not show up in an error either.
  if (typeof token !== "string" || !/^[\x21-\x7e]+$/.test(token)) return "a token that no header can carry";
  return undefined;
}
