import type { StepOperation } from "../operations/operation.js";

/** Runs code of an execution inside of what surrounds it: async context, a span. `operation`: whose attempt it is. */
export type Around = <R>(body: () => R, operation?: StepOperation) => R;
