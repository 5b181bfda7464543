/** What a tagged template hands to its tag: frozen, with its raw strings. An invalid escape has no cooked string. */
export function strings(
  cooked: readonly (string | undefined)[],
  raw: readonly string[],
): TemplateStringsArray {
  const made = Object.defineProperty([...cooked], "raw", { value: Object.freeze([...raw]) });
  return Object.freeze(made) as unknown as TemplateStringsArray;
}
