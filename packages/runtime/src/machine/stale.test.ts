import { expect, test } from "vitest";
import { StaleClosureError } from "../errors/stale-closure-error.js";
import { withTurn, type Turn } from "./current-turn.js";
import { stale, turn } from "./stale.js";

const turnWith = (state: { isOpen: boolean } | undefined): Turn => ({ state }) as unknown as Turn;

test("a closure asks the turn that it was made in", () => {
  const state = { isOpen: true };
  expect(withTurn(turnWith(state), turn)).toBe(state);
});

test("outside a turn nothing is ever stale", () => {
  expect(turn()).toEqual({ isOpen: true });
  expect(turn()).toBe(turn());
});

test("a stale call names the function", () => {
  expect(() => stale("add")).toThrow(StaleClosureError);
  expect(() => stale("add")).toThrow(/"add"/);
  expect(() => stale("")).toThrow(/anonymous/);
});
