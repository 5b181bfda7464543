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

    test("counts the engines that are there", async () => {
      const before = await at.store.engines();
      const engine = await at.store.register(1);
      await at.store.register(2);
      expect(await at.store.engines()).toBe(before + 2);
      await at.store.release(engine);
      expect(await at.store.engines()).toBe(before + 1);
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
