import { checkCalls } from "./calls.js";
import type { CheckInput } from "./check-input.js";
import { checkEffects } from "./effects.js";
import { checkGrammar } from "./grammar.js";
import { checkNames } from "./names.js";

/** Reports everything in a durable function that is refused or doubtful. */
export function checkFunction(input: CheckInput): void {
  checkGrammar(input);
  checkNames(input);
  checkCalls(input);
  checkEffects(input);
}
