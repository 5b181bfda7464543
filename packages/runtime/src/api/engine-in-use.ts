import { defaultEngine } from "../engine/default-engine.js";
import type { Engine } from "../engine/engine.js";
import { outerCaller } from "../machine/outer-caller.js";

/** The engine that is named, else the one that runs the task around, else the default engine. */
export const engineInUse = async (named?: Engine): Promise<Engine> =>
  named ?? (outerCaller()?.engine as Engine | undefined) ?? defaultEngine();
