type Then = (
  promise: Promise<unknown>,
  fulfilled: (value: unknown) => void,
  rejected?: (error: unknown) => void,
) => void;

/**
 * The language's own `then`, whatever a program has put in its place. Its constants are those of a function: in one of
 * a module a bundler makes a variable, and the engine cannot put the call into the code that awaits.
 */
export const { whenSettled, soon } = ((): { whenSettled: Then; soon: (job: () => void) => void } => {
  const { then } = Promise.prototype;
  const settled = Promise.resolve();
  return {
    /** Calls one of two functions when a native promise has settled, as an await does. */
    whenSettled: (promise, fulfilled, rejected) => void then.call(promise, fulfilled, rejected),
    /** Calls a function one microtask later. */
    soon: (job) => void then.call(settled, job),
  };
})();
