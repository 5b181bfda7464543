import type { Module } from "../find/module.js";

/** Where an imported name comes from. */
export interface Origin {
  /** The module specifier; modules of Node without `node:`. */
  readonly source: string;
  /** Its name there: `default`, or `*` for the whole module. */
  readonly name: string;
  readonly isNode: boolean;
}

const NODE_MODULES: ReadonlySet<string> = new Set(
  (
    "assert async_hooks buffer child_process cluster console crypto dgram dns dns/promises events fs fs/promises " +
    "http http2 https net os path perf_hooks process querystring readline readline/promises stream " +
    "stream/promises string_decoder timers timers/promises tls tty url util v8 vm worker_threads zlib"
  ).split(" "),
);

/** The import behind a name at module level: of Node or of a package; null for files of the project. */
export function originOf(module: Module, name: string): Origin | null {
  const from = module.bindings.get(name)?.from;
  if (!from) return null;
  const bare = from.source.replace(/^node:/, "");
  const isNode = bare !== from.source || NODE_MODULES.has(bare);
  if (!isNode && !isPackage(from.source)) return null;
  return { source: bare, name: from.name, isNode };
}

/** `kysely`, `@scope/name/part`; not `./file`, nor `@/file`, `~/file` and `#file`, which name files of the project. */
const isPackage = (source: string): boolean =>
  /^(?:@[\w.-]+\/)?[a-z\d][\w.-]*(?:\/|$)/i.test(source) && !/^(?:perdure|@perdure)(?:\/|$)/.test(source);
