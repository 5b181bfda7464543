import { THROW, type Resumption } from "../machine/abi.js";
import { pump } from "../execution/run-in-memory.js";
import { enter, isBusy } from "./async-body.js";
import { generatorState } from "./state.js";

/** Asks an async generator in memory, as the language does: one request after the other, each settled in order. */
export function ask(generator: object, how: Resumption, value: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    generatorState(generator)!.requests.push({ how, value, resolve, reject });
    answer(generator);
  });
}

/** Takes up the first request, unless the generator is still busy. */
export function answer(generator: object): void {
  const { requests } = generatorState(generator)!;
  while (requests.length > 0 && !isBusy(generator)) {
    const { how, value } = requests[0]!;
    const frame = enter(generator, how, null);
    if (frame) pump(frame, how, value, (how, value) => settle(generator, how, value));
    else settleFirst(generator, how, how === THROW ? value : { value: undefined, done: true });
  }
}

function settle(generator: object, how: Resumption, value: unknown): void {
  settleFirst(generator, how, value);
  answer(generator);
}

function settleFirst(generator: object, how: Resumption, value: unknown): void {
  const { resolve, reject } = generatorState(generator)!.requests.shift()!;
  if (how === THROW) reject(value);
  else resolve(value);
}
