import { assignments } from "./assignments.js";
import { closures } from "./closures.js";
import { control } from "./control.js";
import { expressions } from "./expressions.js";

/** All programs, by area and name. */
export const areas: Readonly<Record<string, Record<string, string>>> = {
  expressions,
  assignments,
  control,
  closures,
};
