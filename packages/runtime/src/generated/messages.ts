// Generated from messages/ by "npm run messages". Do not edit.
/** One catalogue entry with its placeholders filled: what happened, why, and what to do. */
export interface Message {
  readonly code: string;
  readonly severity: "error" | "warning" | "note";
  readonly message: string;
  readonly why: string;
  readonly action: string;
}
/** The durable function "%name%" has not been compiled, so it cannot be started. */
export const notCompiled = (parameters: { name: string }): Message => ({
  code: "PD2001",
  severity: "error",
  message: `The durable function "${parameters.name}" has not been compiled, so it cannot be started.`,
  why: `Its \`await\`s are not checkpoints: a crash in the middle would run it again from its start.`,
  action: `Add the perdure plugin to your build: \`{ "plugins": [{ "transform": "@perdure/plugin/tsc", "transformProgram": true }] }\` in tsconfig.json (built with \`tspc\`; \`tsc\` of TypeScript 7 ignores plugins without a word), \`perdure()\` from "@perdure/plugin/vite" in vite.config, or \`node --import @perdure/plugin/register\`.`,
});

/** "%id%" was compiled for machine ABI %found%, this runtime speaks ABI %expected%. */
export const machineAbiMismatch = (parameters: { id: string; found: string; expected: string }): Message => ({
  code: "PD2002",
  severity: "error",
  message: `"${parameters.id}" was compiled for machine ABI ${parameters.found}, this runtime speaks ABI ${parameters.expected}.`,
  why: `The compiler and the runtime come from different releases.`,
  action: `Install the same version of \`perdure\` and of the \`@perdure/*\` packages, and build again.`,
});

/** Two durable functions have the id "%id%": one in %first%, one in %second%. */
export const duplicateId = (parameters: { id: string; first: string; second: string }): Message => ({
  code: "PD2003",
  severity: "error",
  message: `Two durable functions have the id "${parameters.id}": one in ${parameters.first}, one in ${parameters.second}.`,
  why: `The id names the code in every stored snapshot, so it must lead to one function.`,
  action: `Give one of them another \`name\`.`,
});

/** "%name%" was called inside a durable function without `await` in front of the call. */
export const helperNotAwaited = (parameters: { name: string }): Message => ({
  code: "PD2004",
  severity: "error",
  message: `"${parameters.name}" was called inside a durable function without \`await\` in front of the call.`,
  why: `It would run as a task of its own beside its caller, which this version cannot store yet.`,
  action: `Write \`await ${parameters.name}(...)\` where it is called.`,
});

/** A `for...of` loop with an `await` in its body iterates over %what%, which a snapshot cannot store yet. */
export const iterationNotStorable = (parameters: { what: string }): Message => ({
  code: "PD2005",
  severity: "error",
  message: `A \`for...of\` loop with an \`await\` in its body iterates over ${parameters.what}, which a snapshot cannot store yet.`,
  why: `The loop's position must survive a restart, and native iterators do not show theirs.`,
  action: `Iterate over an array: \`for (const x of [...iterable])\`.`,
});
