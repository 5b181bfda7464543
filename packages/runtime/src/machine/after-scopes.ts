import type { Arguments } from "./abi.js";

/** What the machine of a closure takes: its scopes, then the arguments of the call. */
export function afterScopes(scopes: readonly unknown[], args: Arguments): Arguments {
  if (scopes.length === 0) return args;
  const all = [...scopes];
  for (let index = 0; index < args.length; index++) all.push(args[index]);
  return all;
}
