import { announce } from "./registry.js";
import { processWide } from "./process-wide.js";

/** The strings of tagged templates by their site, and back. */
const sites = processWide("perdure.templates", () => ({
  byId: new Map<string, TemplateStringsArray>(),
  ids: new WeakMap<object, string>(),
}));

/** The id that the strings' `raw` has. */
const RAW = "/raw";

/** Registers the strings that a tagged template hands to its tag, always the same for its site, and gives them back. */
export function templateSite(id: string, strings: TemplateStringsArray): TemplateStringsArray {
  sites.byId.set(id, strings);
  sites.ids.set(strings, id);
  sites.ids.set(strings.raw, id + RAW);
  announce();
  return strings;
}

/** The id of a site's strings, or of their `raw`; undefined for all other arrays. */
export const templateId = (value: object): string | undefined =>
  sites.byId.size > 0 ? sites.ids.get(value) : undefined;

/** What has this id; undefined where its module is not loaded. */
export function templateStrings(id: string): readonly string[] | undefined {
  const strings = sites.byId.get(id);
  if (strings || !id.endsWith(RAW)) return strings;
  return sites.byId.get(id.slice(0, -RAW.length))?.raw;
}
