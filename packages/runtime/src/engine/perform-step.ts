import { decode, encode } from "../snapshot/index.js";
import type { Outcome, StepInfo, StepOperation } from "../operations/operation.js";
import { callService } from "../services/call-service.js";
import type { Service } from "../services/service.js";

/** Runs one attempt of a step. Called after the commit that asked for it; never rejects. */
export async function performStep(
  operation: StepOperation,
  info: StepInfo,
  services: readonly Service[],
): Promise<Outcome> {
  try {
    if (operation.kind === "run") return { value: await operation.fn(info) };
    const payload = copy(operation.payload);
    return { value: await callService(services, { ...operation, payload }, info) };
  } catch (error) {
    return { error };
  }
}

/** Values cross by value; primitives cost nothing. */
const copy = (value: unknown): unknown =>
  typeof value === "object" && value !== null ? decode(encode(value)) : value;
