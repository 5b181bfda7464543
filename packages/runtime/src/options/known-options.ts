import { PerdureError } from "../errors/perdure-error.js";
import { invalidOption, invalidOptions, unknownOption } from "../generated/messages.js";
import { OPTIONS, type OptionPlace } from "./option-table.js";
import { shownValue } from "./shown-value.js";

const KNOWN = new Map<OptionPlace, readonly string[]>();

/**
 * Checks what was given at a place, by the table of options, and leaves out what is undefined. `where` names the
 * place for people: `durable.flow "pipeline"`. Throws a PerdureError for an unknown option (PD2053), for a value that
 * it cannot have (PD2120) and for something that holds no options at all (PD2121).
 */
export function readOptions<T extends object>(place: OptionPlace, where: string, options: T | undefined): T {
  if (options === undefined) return {} as T;
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new PerdureError(invalidOptions({ where, value: shownValue(options) }));
  }
  checkOptions(where, options, knownAt(place));
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  for (const [option, value] of given) {
    const { expected, accepts } = OPTIONS[option]!.check;
    if (accepts(value)) continue;
    throw new PerdureError(invalidOption({ where, option, value: shownValue(value), expected }));
  }
  return Object.fromEntries(given) as T;
}

/** Refuses options that would otherwise be dropped silently. */
export function checkOptions(where: string, options: object, known: readonly string[]): void {
  for (const option of Object.keys(options)) {
    if (!known.includes(option)) {
      throw new PerdureError(
        unknownOption({ where, option, known: known.map((name) => `"${name}"`).join(", ") }),
      );
    }
  }
}

function knownAt(place: OptionPlace): readonly string[] {
  const known =
    KNOWN.get(place) ?? Object.keys(OPTIONS).filter((name) => OPTIONS[name]!.places.includes(place));
  KNOWN.set(place, known);
  return known;
}
