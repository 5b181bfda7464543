import { PerdureError } from "../../errors/perdure-error.js";
import type { Message } from "../../generated/messages.js";
import { LeaseLostError, StoreError } from "../store-error.js";

/** An error on its way from a coordinator to a worker. */
export interface WrittenFailure {
  readonly name: string;
  readonly message: string;
  /** PD...; absent where the error is not perdure's. */
  readonly code?: string;
}

export function writtenFailure(error: unknown): WrittenFailure {
  if (!(error instanceof Error)) return { name: "Error", message: String(error) };
  const { name, message } = error;
  return error instanceof PerdureError ? { name, message, code: error.code } : { name, message };
}

const CLASSES = { StoreError, LeaseLostError };

/** The error with its class, its whole text and its code. */
export function readFailure({ name, message, code }: WrittenFailure): Error {
  if (code === undefined) return Object.assign(new Error(message), { name });
  const Class = Object.hasOwn(CLASSES, name) ? CLASSES[name as keyof typeof CLASSES] : PerdureError;
  const error = new Class({ code, severity: "error", message, why: "", action: "" } satisfies Message);
  error.message = message;
  return error;
}
