import { NEXT, THROW, type Frame, type Resumption } from "../machine/abi.js";
import { currentTurn, type Settle } from "../machine/current-turn.js";
import { pump } from "../execution/run-in-memory.js";
import { enter, isBusy } from "./async-body.js";
import { generatorState, type Request } from "./state.js";

/** Asks an async generator as the language does: one request after the other, each settled in order. */
export function ask(generator: object, how: Resumption, value: unknown): Promise<unknown> {
  const { promise, settle } = currentTurn()?.newPromise() ?? nativePromise();
  addRequest(generator, { how, value, promise, settle });
  answer(generator);
  return promise;
}

export function addRequest(generator: object, request: Request): void {
  generatorState(generator)!.requests.push(request);
}

/** Takes up the first request, unless the generator is still busy. */
export function answer(generator: object): void {
  const { requests } = generatorState(generator)!;
  while (requests.length > 0 && !isBusy(generator)) {
    const { how, value } = requests[0]!;
    const frame = enter(generator, how, null);
    if (!frame) settleFirst(generator, how, how === THROW ? value : { value: undefined, done: true });
    else startBody(generator, frame, how, value);
  }
}

function startBody(generator: object, frame: Frame, how: Resumption, value: unknown): void {
  const turn = currentTurn();
  if (turn) turn.startBody(generator, frame, how, value);
  else pump(frame, how, value, (how, value) => settle(generator, how, value));
}

/** What the body's next `yield`, or its end, settles: the first request; then the next one is taken up. */
export const settleRequest = (generator: object): Settle => ({
  resolve: (value) => settle(generator, NEXT, value),
  reject: (error) => settle(generator, THROW, error),
});

function settle(generator: object, how: Resumption, value: unknown): void {
  settleFirst(generator, how, value);
  answer(generator);
}

function settleFirst(generator: object, how: Resumption, value: unknown): void {
  const { settle } = generatorState(generator)!.requests.shift()!;
  if (how === THROW) settle.reject(value);
  else settle.resolve(value);
}

function nativePromise(): { promise: Promise<unknown>; settle: Settle } {
  let settle: Settle;
  const promise = new Promise((resolve, reject) => (settle = { resolve, reject }));
  return { promise, settle: settle! };
}
