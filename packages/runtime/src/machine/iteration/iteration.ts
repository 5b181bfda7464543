/** What kind of iteration an object is, for the snapshot. A symbol of the process: the package may be loaded twice. */
export const ITERATION = Symbol.for("perdure.iteration");

/** An iteration that a snapshot can store, as compiled loops and patterns step through it. */
export abstract class Iteration {
  abstract get [ITERATION](): string;
  /** The present element, undefined at the end. Compiled code reads it at once; it is not stored. */
  value: unknown = undefined;

  /** Moves to the next element and puts it into `value`; false at the end, for ever. */
  abstract next(): boolean;

  /** A hole in a pattern. */
  skip(): void {
    this.next();
  }

  /** An element of a pattern. */
  take(): unknown {
    return this.next() ? this.value : undefined;
  }

  /** The rest element of a pattern. */
  rest(): unknown[] {
    const values: unknown[] = [];
    while (this.next()) values.push(this.value);
    return values;
  }

  /** Leaves the iteration early. With `failed` an error is on its way, which goes before any error of the closing. */
  close(_failed: boolean): void {}
}

/** The kind of an iteration, undefined for anything else. */
export const iterationKind = (value: object): string | undefined =>
  (value as { readonly [ITERATION]?: string })[ITERATION];
