/** Time, as the engine sees it. Tests run virtual years through another one. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls back once at `atMs` or soon after; returns how to cancel. Does not keep the process alive. */
  setTimer(atMs: number, callback: () => void): () => void;
}

/** Node's timers take at most 2^31 - 1 ms; a longer wait is made of several. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  setTimer(atMs, callback) {
    let timer: NodeJS.Timeout;
    const arm = () => {
      const restMs = Math.max(0, atMs - Date.now());
      timer = setTimeout(() => (atMs > Date.now() ? arm() : callback()), Math.min(restMs, LONGEST_TIMER_MS));
      timer.unref();
    };
    arm();
    return () => clearTimeout(timer);
  },
};
