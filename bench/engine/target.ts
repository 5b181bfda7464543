/** What a workload has to reach. */
export interface Target {
  readonly name: string;
  /** What was measured, for people. */
  readonly measured: string;
  readonly value: number;
  /** One of the two. */
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** Prints a line for each target. One that does not hold makes the process end with code 1. */
export function reportTargets(title: string, targets: readonly Target[]): void {
  console.log(`\n${title}`);
  const width = Math.max(...targets.map(({ name }) => name.length));
  for (const { name, measured, value, atLeast = -Infinity, atMost = Infinity } of targets) {
    const holds = value >= atLeast && value <= atMost;
    if (!holds) process.exitCode = 1;
    const bound = atLeast > -Infinity ? `at least ${atLeast}` : `at most ${atMost}`;
    const verdict = holds ? "holds" : "DOES NOT HOLD";
    console.log(`  ${name.padEnd(width)}  ${measured}  (${bound}): ${verdict}`);
  }
}
