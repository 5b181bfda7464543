import { currentTurn } from "./current-turn.js";
import { StaleClosureError } from "../errors/stale-closure-error.js";

/** Whether the execution that has made a closure may change; apart from it, so that closures do not keep it in memory. */
export interface TurnState {
  isOpen: boolean;
}

const OUTSIDE: TurnState = { isOpen: true };

/** What a closure that changes captured variables asks when it is called: `$turn.isOpen || $perdure.stale("add")`. */
export const turn = (): TurnState => currentTurn()?.state ?? OUTSIDE;

/** A closure was called while its execution does not run: what it changes would be lost. */
export function stale(name: string): never {
  throw new StaleClosureError(name);
}
