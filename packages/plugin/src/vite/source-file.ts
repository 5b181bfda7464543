const QUERY = /[?#].*$/s;
/** Vite answers these with text of its own instead of the module. */
const NOT_A_MODULE = /[?&](?:raw|url)(?:[=&#]|$)/;

/** The file behind a bundler's module id; undefined for virtual modules and for imports of a file as an asset. */
export function sourceFile(id: string): string | undefined {
  if (id.startsWith("\0") || NOT_A_MODULE.test(id)) return undefined;
  return id.replace(QUERY, "");
}
