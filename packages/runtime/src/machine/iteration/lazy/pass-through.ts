/**
 * An iterator that hands everything on to another one. The language's own helpers step through it, so that it is known
 * what they have read: `readNext` gives the other's `next`, and is asked for it once.
 */
export function passThrough(iterator: object, readNext: () => unknown): object {
  return {
    get next() {
      return handOn(readNext(), iterator);
    },
    get return() {
      return handOn((iterator as { return?: unknown }).return, iterator);
    },
  };
}

/** What is no function is left to the language, which has its own message for it. */
const handOn = (method: unknown, receiver: object): unknown =>
  typeof method === "function" ? () => Reflect.apply(method, receiver, []) as unknown : method;
