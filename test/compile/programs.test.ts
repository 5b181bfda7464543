import { describe, expect, test } from "vitest";
import { areas } from "./programs/areas.js";
import { moduleOf, run } from "./run.js";

/** Differential execution: the same source plain, compiled, and with only the live variables kept at each await. */
for (const [area, programs] of Object.entries(areas)) {
  describe(area, () => {
    test.each(Object.entries(programs))("%s", async (_name, body) => {
      const source = moduleOf(body);
      const plain = await run(source, "plain");
      expect(await run(source, "compiled")).toEqual(plain);
      expect(await run(source, "frozen")).toEqual(plain);
    });
  });
}
