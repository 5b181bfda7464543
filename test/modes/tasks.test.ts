import { describe } from "vitest";
import { runSuite } from "./suite.js";

describe("tasks and promises, in four modes", () => runSuite("tasks"));
