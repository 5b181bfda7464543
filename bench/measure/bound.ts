/** A ratio `ours / native` and what it may be at most; Infinity where it is only shown. */
export interface Ratio {
  readonly name: string;
  /** Median times of one run, with `unit`. */
  readonly native: number;
  readonly ours: number;
  readonly unit: "ms" | "ns" | "us";
  readonly bound: number;
}

/** Prints a line for each ratio. One above its bound makes the process end with code 1. */
export function report(title: string, ratios: readonly Ratio[]): void {
  console.log(`\n${title}`);
  const width = Math.max(...ratios.map(({ name }) => name.length));
  for (const { name, native, ours, unit, bound } of ratios) {
    const ratio = ours / native;
    const isBroken = !(ratio <= bound);
    if (isBroken) process.exitCode = 1;
    const limit = bound === Infinity ? "" : `  ${isBroken ? "ABOVE" : "at most"} ${bound.toFixed(2)}`;
    const times = `${format(native)} -> ${format(ours)} ${unit}`;
    console.log(`  ${name.padEnd(width)}  ${times.padStart(24)}  x ${ratio.toFixed(2)}${limit}`);
  }
}

const format = (time: number): string => time.toFixed(time < 10 ? 2 : 1);
