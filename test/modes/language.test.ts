import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Manifest } from "@perdure/compiler";
import { describe, expect, it } from "vitest";
import { compileFixture, expectedOf, inputOf, root, runSuite } from "./suite.js";

const refused = join(root, "fixtures/refused");

function describeMachines(folder: string): object {
  const files = readdirSync(folder).filter((file) => /\.[cm]?[jt]sx?$/.test(file));
  const machines = files.flatMap((file) => compileFixture(folder, file).manifest.machines);
  return { live: liveNames(machines), ...appendOnlyArrays(machines) };
}

type Machines = Manifest["machines"];

/** Of each machine, what every checkpoint keeps. */
function liveNames(machines: Machines): Record<string, Record<string, readonly string[]>> {
  const entries = machines
    .filter(({ checkpoints }) => checkpoints.length > 0)
    .map(({ id, checkpoints }) => {
      const keys = checkpoints.map(({ key }) => key);
      const live = checkpoints.map((checkpoint, index) => {
        const times = keys.slice(0, index).filter((key) => key === checkpoint.key).length;
        return [checkpoint.key + (times ? ` (${times + 1})` : ""), [...checkpoint.live].sort()] as const;
      });
      return [id.replace(/^fixtures\/?/, ""), Object.fromEntries(live)] as const;
    });
  return Object.fromEntries(entries);
}

/** The arrays of each machine that are proven to only grow. */
function appendOnlyArrays(machines: Machines): { appendOnly?: Record<string, readonly string[]> } {
  const entries = machines.flatMap(({ id, appendOnly }) =>
    appendOnly ? [[id.replace(/^fixtures\/?/, ""), appendOnly] as const] : [],
  );
  return entries.length > 0 ? { appendOnly: Object.fromEntries(entries) } : {};
}

describe("the language, in four modes", () => runSuite("language", describeMachines));

describe("what is refused", () => {
  it.each(readdirSync(refused))("%s", (name) => {
    const folder = join(refused, name);
    const { code, diagnostics } = compileFixture(folder, inputOf(refused, name).slice(folder.length + 1));
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    const actual = errors.map(({ code, line, column, message }) => ({ code, line, column, message }));
    expect(actual).not.toEqual([]);
    expect(actual).toEqual(expectedOf(folder, actual));
    expect(code, "a refused file is left as it is").toBe(readFileSync(inputOf(refused, name), "utf8"));
  });
});
