import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import { isBusy, sqliteFailure, stillBusy } from "./sqlite-failure.js";

/** How long one operation tries to get the lock. */
const GIVE_UP_MS = 30_000;
/**
 * A busy writer leaves the lock free for some 50 us between two transactions. Who only sleeps misses that gap for
 * seconds (measured); who looks at every turn of the event loop for a while gets in after a transaction or two.
 */
const EAGER_MS = 5;
const LONGEST_PAUSE_MS = 20;

/** Runs `body` again for as long as another connection is in its way, never blocking the thread in between. */
export async function untilFree<T>(file: string, body: () => T, giveUpMs = GIVE_UP_MS): Promise<T> {
  let start: number | undefined;
  let eagerUntil = 0;
  for (let pauses = 0; ;) {
    try {
      return body();
    } catch (error) {
      if (!isBusy(error)) throw sqliteFailure(error, file);
      const now = performance.now();
      if (start === undefined) {
        start = now;
        eagerUntil = now + EAGER_MS;
      }
      if (now - start > giveUpMs) throw stillBusy(error, file, now - start);
      if (now < eagerUntil) {
        await nextTurn();
      } else {
        pauses++;
        await sleep(Math.random() * Math.min(pauses, LONGEST_PAUSE_MS));
        // Shorter each time: a lock that is held for long is no busy writer's.
        eagerUntil = performance.now() + EAGER_MS / (1 + pauses);
      }
    }
  }
}
