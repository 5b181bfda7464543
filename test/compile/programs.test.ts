import { describe, expect, test } from "vitest";
import { assignments } from "./programs/assignments.js";
import { closures } from "./programs/closures.js";
import { control } from "./programs/control.js";
import { expressions } from "./programs/expressions.js";
import { moduleOf, run } from "./run.js";

/** Differential execution: the same source plain, compiled, and with only the live variables kept at each await. */
const areas = { expressions, assignments, control, closures };

for (const [area, programs] of Object.entries(areas)) {
  describe(area, () => {
    for (const [name, body] of Object.entries(programs)) {
      test(name, async () => {
        const source = moduleOf(body);
        const plain = await run(source, "plain");
        expect(await run(source, "compiled")).toEqual(plain);
        expect(await run(source, "frozen")).toEqual(plain);
      });
    }
  });
}
