import { median } from "./median.js";

/**
 * Runs each of the functions in turn on one item after the other, `rounds` times after as many to warm up: for each
 * function the median of what all items took, in ms of processor time, of all threads of this process.
 */
export function inTurn<T>(
  rounds: number,
  items: readonly T[],
  runs: readonly ((item: T) => unknown)[],
): number[] {
  const times = runs.map((): number[] => []);
  for (let round = -rounds; round < rounds; round++) {
    const sums = runs.map(() => 0);
    for (const item of items) {
      for (const [index, run] of runs.entries()) {
        const start = process.cpuUsage();
        run(item);
        const { user, system } = process.cpuUsage(start);
        sums[index]! += (user + system) / 1000;
      }
    }
    if (round >= 0) for (const [index, sum] of sums.entries()) times[index]!.push(sum);
  }
  return times.map(median);
}
