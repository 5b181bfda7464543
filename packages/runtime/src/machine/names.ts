import { PerdureError } from "../errors/perdure-error.js";
import { invalidRegistration, nameTaken } from "../generated/messages.js";
import { processWide } from "./process-wide.js";

/** What can have a name that the program gives. */
export type Named = "class" | "ref" | "resource";

/** The text of the code that has a name, by id. */
const takenBy = processWide("perdure.names", () => new Map<string, string>());

/**
 * The id of a name, `ref:database`. Throws PD2160 where other code has it: the same code, by its text, may take it
 * again, as a module does that is loaded twice.
 */
export function takeName(what: Named, name: string, code: object): string {
  if (typeof name !== "string" || name === "")
    throw invalid(
      `durable.${CALLS[what]}`,
      "no name",
      "Give it a name that stays: a text that is not empty.",
    );
  const id = `${what}:${name}`;
  const text = Function.prototype.toString.call(code);
  if ((takenBy.get(id) ?? text) !== text) throw new PerdureError(nameTaken({ what, name }));
  takenBy.set(id, text);
  return id;
}

const CALLS = { class: "register", ref: "ref", resource: "resource" } as const satisfies Record<
  Named,
  string
>;

/** The error of a call that registers something. */
export const invalid = (where: string, problem: string, hint: string): PerdureError =>
  new PerdureError(invalidRegistration({ where, problem, hint }));
