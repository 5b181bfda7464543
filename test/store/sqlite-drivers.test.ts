import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { DriverName } from "../../packages/runtime/src/store/sqlite/drivers/driver.js";
import { driverInUse, useDriver } from "../../packages/runtime/src/store/sqlite/drivers/drivers-in-use.js";
import { openDriver } from "../../packages/runtime/src/store/sqlite/drivers/open-driver.js";
import { openSqliteStore } from "../../packages/runtime/src/store/sqlite/open-sqlite-store.js";
import { availableDrivers } from "./available-drivers.js";
import { inTemporaryDirectory } from "./in-temporary-directory.js";

const { directory, fresh } = inTemporaryDirectory();
const another = (name: DriverName): DriverName => (name === "node" ? "better-sqlite3" : "node");

test("without a wish the first that works is taken, better-sqlite3 before Node's own", () => {
  expect(openDriver().name).toBe(availableDrivers[0]);
});

test.each(["better-sqlite3", "node"] as const)("%s: works here, or says what to install", (name) => {
  if (availableDrivers.includes(name)) {
    expect(openDriver(name).name).toBe(name);
  } else {
    expect(() => openDriver(name)).toThrow(
      expect.objectContaining({
        name: "StoreError",
        code: "PD2210",
        message: expect.stringMatching(/npm install better-sqlite3[^]*Node 22\.13/),
      }),
    );
  }
});

test("one file, one driver in a process: another is refused before it touches the file (rule 27)", async () => {
  const file = fresh();
  const store = await openSqliteStore({ file });
  const used = driverInUse(file)!;
  expect(() => useDriver(file, another(used))).toThrow(expect.objectContaining({ code: "PD2250" }));
  const link = fresh();
  symlinkSync(file, link);
  const second = await openSqliteStore({ file: link });
  await store.close();
  await store.close();
  expect(driverInUse(file), "the second store is open").toBe(used);
  await second.close();
  expect(driverInUse(file)).toBeUndefined();
});

test("a store that cannot be opened does not keep the file for its driver", async () => {
  const folder = join(directory, "folder");
  mkdirSync(folder);
  await expect(openSqliteStore({ file: folder })).rejects.toMatchObject({ code: "PD2205" });
  expect(driverInUse(folder)).toBeUndefined();
});

test("importing perdure's store loads no driver", () => {
  const built = new URL("../../packages/runtime/dist/store/sqlite/open-sqlite-store.js", import.meta.url);
  const script = `
    import { createRequire } from "node:module";
    await import(${JSON.stringify(built.href)});
    const loaded = Object.keys(createRequire(${JSON.stringify(fileURLToPath(built))}).cache);
    console.log(loaded.filter((file) => file.includes("better-sqlite3")).length);`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  expect(stdout.trim()).toBe("0");
});
