/** Virtual time and the crash matrix, for tests of durable functions. */
export { VirtualClock } from "./virtual-clock.js";
export { StuckError } from "./stuck-error.js";
export { runMode } from "./modes/run-mode.js";
export { MODES, type Mode, type ModeResult } from "./modes/mode.js";
export { firstDifference, formatDifference, type Difference } from "./modes/compare.js";
