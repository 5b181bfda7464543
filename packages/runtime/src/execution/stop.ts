import type { Frame, Resumption } from "../machine/abi.js";
import type { Stops } from "./drive.js";

/** Why driving stopped. */
export type Stop =
  /** `frame` waits for `operand`. */
  | { readonly kind: "await"; readonly frame: Frame; readonly operand: unknown }
  /** A machine ended; `frame` is its caller, null where the task ended. The caller goes on one tick later. */
  | {
      readonly kind: "leave";
      readonly frame: Frame | null;
      readonly how: Resumption;
      readonly value: unknown;
    };

/** Makes `drive` tell where it stopped. */
export const STOP: Stops<Stop> = {
  waits: (frame, operand) => ({ kind: "await", frame, operand }),
  left: (frame, how, value) => ({ kind: "leave", frame, how, value }),
};
