import { checkCalls } from "./calls.js";
import type { CheckInput } from "./check-input.js";
import { checkDeterminism } from "./determinism.js";
import { checkEffects } from "./effects.js";
import { checkForeignWaits } from "./foreign-waits.js";
import { checkGrammar } from "./grammar.js";
import { checkNames } from "./names.js";
import { checkSloppy } from "./sloppy.js";
import { checkTimeouts } from "./timeouts.js";
import { checkReachability } from "./unreachable.js";
import { checkUnstorable } from "./unstorable.js";

/** Reports everything in a durable function that is refused or doubtful. */
export function checkFunction(input: CheckInput): void {
  checkGrammar(input);
  if (input.fn.kind === "decorator") return;
  checkNames(input);
  checkSloppy(input);
  checkCalls(input);
  checkEffects(input);
  checkDeterminism(input);
  checkReachability(input);
  checkForeignWaits(input);
  checkUnstorable(input);
  checkTimeouts(input);
}
