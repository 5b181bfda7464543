import { isIP } from "node:net";
import type { MiddlewareHandler } from "hono";
import { hostRefused } from "../generated/messages.js";
import { HttpError } from "../http-error.js";

/**
 * Answers only under names that are expected. Addresses are all fine: DNS rebinding needs a name that an attacker
 * owns.
 */
export function requireKnownHost(allowed: readonly string[]): MiddlewareHandler {
  const names = new Set(["localhost", ...allowed.map((host) => host.toLowerCase())]);
  return async (context, next) => {
    const host = context.req.header("host") ?? "";
    const name = nameOf(host);
    if (name === undefined || !(names.has(name) || isIP(name) !== 0))
      throw new HttpError(403, hostRefused({ host: JSON.stringify(host.slice(0, 100)) }));
    await next();
  };
}

function nameOf(host: string): string | undefined {
  if (!/^[\w.:[\]-]+$/.test(host) || !URL.canParse(`http://${host}`)) return undefined;
  return new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, "");
}
