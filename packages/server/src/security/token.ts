import { createHash, timingSafeEqual } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { tokenWrong } from "../generated/messages.js";
import { HttpError } from "../http-error.js";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Lets those in who show the token. Digests are compared, so that neither length nor time tells anything of it. */
export function requireToken(token: string): MiddlewareHandler {
  const expected = digest(token);
  return async (context, next) => {
    const header = context.req.header("authorization");
    const shown = /^Bearer +(\S+) *$/i.exec(header ?? "")?.[1];
    if (shown === undefined || !timingSafeEqual(digest(shown), expected)) {
      const problem = header === undefined ? "no token" : "another token";
      throw new HttpError(401, tokenWrong({ problem }), { "www-authenticate": "Bearer" });
    }
    await next();
  };
}
