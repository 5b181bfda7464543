import type { InlineMap } from "./inline-map.js";

/**
 * Node 20 and 22 give a CommonJS module that comes from a loader a `require` which cannot load packages that are ES
 * modules, and which asks no loader for `./other.cjs`, where `other.cts` is meant. The native one loads packages.
 */
const REQUIRE = `
require = ((own, native) => Object.assign((id) => {
  if (!/^[./]/.test(id)) return native(id);
  try { return own(id); }
  catch (error) {
    const written = id.replace(/\\.([cm]?)js$/, ".$1ts");
    if (written === id || error.code !== "MODULE_NOT_FOUND" || error.requireStack[0] !== __filename) throw error;
    return own(written);
  }
}, native))(require, require("node:module").createRequire(__filename));`.replace(/\n\s*/g, " ");

/** Lets CommonJS code require packages and TypeScript: a line before its first. */
export function withNativeRequire<Map extends InlineMap>(
  code: string,
  map: Map | null,
): { code: string; map: Map | null } {
  if (!/\brequire\b/.test(code)) return { code, map };
  const strict = /^["']use strict["']/.test(code) ? '"use strict";' : "";
  return { code: `${strict}${REQUIRE}\n${code}`, map: map && { ...map, mappings: `;${map.mappings}` } };
}
