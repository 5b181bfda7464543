import { describe } from "vitest";
import { runSuite } from "./suite.js";

/** The language's fixtures take minutes: `node packages/testing/dist/modes/command.js --pages fixtures/language/*\/input.*`. */
describe("tasks and promises, in four modes, with all that can be in pages", () =>
  runSuite("tasks", undefined, ["--pages"]));
