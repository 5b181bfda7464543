import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { client, coordinator, folder, later } from "./coordinator-world.js";

const command = join(import.meta.dirname, "../../packages/cli/dist/command.js");
const environment = (more: object = {}) => ({
  ...process.env,
  PERDURE_TOKEN: undefined,
  NO_COLOR: "1",
  ...more,
});

function run(args: readonly string[], more: object = {}) {
  const env = environment(more) as NodeJS.ProcessEnv;
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
    encoding: "utf8",
    env,
    timeout: 20_000,
  });
  return { status, stdout, stderr };
}

/** Starts it, and gives the address that it says. */
async function serve(
  args: readonly string[],
  more: object = {},
): Promise<{ url: string; child: ChildProcess }> {
  const env = environment(more) as NodeJS.ProcessEnv;
  const child = spawn(process.execPath, [command, "serve", "--port", "0", ...args], { env });
  later(async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await exited;
    }
  });
  let text = "";
  for await (const chunk of child.stdout.setEncoding("utf8")) {
    text += String(chunk);
    const url = /coordinator: (\S+?),/.exec(text)?.[1];
    if (url !== undefined) return { url, child };
  }
  throw new Error(`it said ${text}`);
}

test("help and version", () => {
  expect(run(["--help"])).toMatchObject({ status: 0, stdout: expect.stringContaining("serve") });
  const help = run(["serve", "--help"]);
  expect(help.status).toBe(0);
  for (const option of [
    "--store",
    "--port",
    "--host",
    "--token-file",
    "--allow-host",
    "--cors-origin",
    "--max-body",
  ])
    expect(help.stdout).toContain(option);
  expect(run(["--version"])).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+/) });
});

test.each([
  [[], "Usage: perdure"],
  [["nope"], "unknown command 'nope'"],
  [["serve", "--nope"], "unknown option '--nope'"],
  [["serve", "extra"], "too many arguments"],
  [["serve", "--port", "x"], "from 0 to 65535"],
  [["serve", "--port", "65536"], "from 0 to 65535"],
  [["serve", "--max-body", "-1"], "64MiB"],
  [["serve", "--max-body", "99GiB"], "64MiB"],
  [["serve", "--lease", "1ms"], "from 100 milliseconds"],
  [["serve", "--durability", "some"], "full, normal"],
  [["serve", "--store", "postgres://x"], "PD2325"],
  [["serve", "--store", "perdure.db"], "PD2325"],
  [["serve", "--store", "sqlite:"], "PD2325"],
  [["serve", "--host", "0.0.0.0"], "PD2310"],
  [["serve", "--token-file", "/nowhere/token"], "PD2326"],
  [["serve", "--cors-origin", "*"], "PD2312"],
  [["serve", "--allow-host", "http://x"], "PD2312"],
])("perdure %j is refused", (args, said) => {
  const { status, stderr, stdout } = run(args);
  expect([status, stderr, stdout]).toEqual([1, expect.stringContaining(said), ""]);
  expect(stderr).not.toContain("    at ");
});

test("stores that cannot be opened, and a port that is taken", async () => {
  const there = folder();
  mkdirSync(join(there, "folder.db"));
  writeFileSync(
    join(there, "text.db"),
    "this is no database, but a text that is long enough to be taken for one",
  );
  writeFileSync(join(there, "file"), "");
  for (const file of ["folder.db", "text.db", "file/inside.db"]) {
    const { status, stderr } = run(["serve", "--port", "0", "--store", `sqlite:${join(there, file)}`]);
    expect([status, stderr], file).toEqual([1, expect.stringMatching(/\[PD22\d\d\]/)]);
  }
  const { url } = await coordinator();
  const taken = run(["serve", "--port", new URL(url).port, "--store", "sqlite::memory:"]);
  expect([taken.status, taken.stderr]).toEqual([1, expect.stringMatching(/EADDRINUSE[^]*PD2311/)]);
});

test("it serves a file that it makes, with the token of the environment or of a file, until SIGTERM", async () => {
  const there = folder();
  writeFileSync(join(there, "token"), "from-a-file\n");
  const store = `sqlite:${join(there, "new/store.db")}`;
  const first = await serve(["--store", store], { PERDURE_TOKEN: "from-outside" });
  expect((await client(first.url, "from-outside").list()).executions).toEqual([]);
  await expect(client(first.url, "other").list()).rejects.toMatchObject({ status: 401, code: "PD2300" });
  await client(first.url, "from-outside").start("shop#flow", [1], { id: "kept" });
  const exited = new Promise((resolve) => first.child.once("exit", (code) => resolve(code)));
  first.child.kill("SIGTERM");
  expect(await exited).toBe(0);
  expect(existsSync(join(there, "new/store.db"))).toBe(true);
  const second = await serve(["--store", store, "--token-file", join(there, "token")]);
  expect(await client(second.url, "from-a-file").status("kept")).toBe("pending");
});
