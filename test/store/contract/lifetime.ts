import { describe, expect, test } from "vitest";
import { newExecution, opened, type StoreUnderTest } from "./opened.js";

export function lifetimeContract(under: StoreUnderTest): void {
  describe("describing and closing", () => {
    const at = opened(under);
    test("describe takes the same places again and again", async () => {
      const place = {
        machineId: "shop#flow",
        hash: "h",
        key: "k",
        file: "src/flow.ts",
        line: 14,
        source: "await x",
      };
      await at.store.describe([place, place]);
      await at.store.describe([place, { ...place, key: "other" }]);
      await at.store.describe([]);
    });

    test("a closed store says so", async () => {
      const closing = await under.open();
      const pending = closing.create(newExecution("a"), null);
      await closing.close();
      expect((await pending).created).toBe(true);
      await expect(closing.load("a")).rejects.toMatchObject({ name: "StoreError", code: "PD2209" });
      await expect(closing.commit(1, [])).rejects.toMatchObject({ code: "PD2209" });
      await closing.close();
    });
  });
}
