import { median } from "./median.js";

/** Runs each of the functions in turn, `rounds` times after as many to warm up: the median times in ms. */
export function inTurn(rounds: number, runs: readonly (() => void)[]): number[] {
  const times = runs.map((): number[] => []);
  for (let round = -rounds; round < rounds; round++) {
    for (const [index, run] of runs.entries()) {
      const start = performance.now();
      run();
      if (round >= 0) times[index]!.push(performance.now() - start);
    }
  }
  return times.map(median);
}
