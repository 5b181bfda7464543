import { PerdureError } from "../errors/perdure-error.js";
import { invalidRemote } from "../generated/messages.js";

/** Where a service answers over HTTP: `POST {url}/{method}` with a JSON body. */
export interface Remote {
  /** `https://host/path`. */
  readonly url: string;
  /** Sent with every request, for instance for authorisation. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Throws a PerdureError (PD2144) where no request could be sent to it. */
export function checkRemote(service: string, remote: Remote): Remote {
  const problem = problemOf(remote);
  if (problem !== undefined) throw new PerdureError(invalidRemote({ service, reason: problem }));
  return remote;
}

function problemOf(remote: Partial<Remote> | undefined): string | undefined {
  const url = remote?.url;
  if (typeof url !== "string" || !URL.canParse(url)) return "its `url` is not an address.";
  const { protocol, username, password, search, hash } = new URL(url);
  if (protocol !== "http:" && protocol !== "https:") return "its `url` does not begin with http: or https:.";
  if (username || password) return "its `url` holds a user name or a password.";
  if (search || hash) return "its `url` holds a query or a fragment, and the method comes after it.";
  try {
    void new Headers(remote?.headers);
    return undefined;
  } catch (error) {
    return `its headers are refused: ${(error as Error).message}`;
  }
}
