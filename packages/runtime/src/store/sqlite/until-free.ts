import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import { isBusy, sqliteFailure, stillBusy } from "./sqlite-failure.js";

/** How long one operation tries to get the lock. */
const GIVE_UP_MS = 30_000;
/** Most locks are held for one transaction: at first every turn of the event loop looks whether it is free. */
const EAGER_MS = 5;
/** Then timers do, more often than the gap that other writers leave (see Contention)... */
const PATIENT_MS = 1000;
const SHORT_PAUSE_MS = 1;
/** ...and seldom at last: a lock that is held for so long is no busy writer's. */
const LONG_PAUSE_MS = 20;

export interface WaitOptions {
  readonly giveUpMs?: number;
  /** Called for each try that was in vain. */
  onBusy?(): void;
}

/** Runs `body` again for as long as another connection is in its way, never blocking the thread in between. */
export async function untilFree<T>(file: string, body: () => T, options: WaitOptions = {}): Promise<T> {
  const { giveUpMs = GIVE_UP_MS, onBusy } = options;
  let start: number | undefined;
  for (;;) {
    try {
      return body();
    } catch (error) {
      if (!isBusy(error)) throw sqliteFailure(error, file);
      onBusy?.();
      start ??= performance.now();
      const waited = performance.now() - start;
      if (waited > giveUpMs) throw stillBusy(error, file, waited);
      if (waited < EAGER_MS) await nextTurn();
      else await sleep(waited < PATIENT_MS ? SHORT_PAUSE_MS : Math.random() * LONG_PAUSE_MS);
    }
  }
}
